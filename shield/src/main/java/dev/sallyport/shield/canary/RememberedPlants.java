package dev.sallyport.shield.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Plants kept in memory. Planting compiles the tenant's canaries anew; looking up does not. Safe for many threads. */
public final class RememberedPlants implements Plants {
    /** Most canaries of one tenant. */
    public static final int MOST = 256;

    private final Map<String, Traps> byTenant = new ConcurrentHashMap<>();

    /**
     * Adds a canary, or replaces the one of that id.
     *
     * @throws IllegalStateException if the tenant has {@value #MOST} already
     */
    public void plant(String tenant, Canary canary) {
        byTenant.compute(tenant, (t, traps) -> {
            List<Canary> all = without(traps == null ? Traps.EMPTY : traps, canary.id());
            if (all.size() >= MOST) {
                throw new IllegalStateException("a tenant has at most " + MOST + " canaries; remove one first");
            }
            all.add(canary);
            return new Traps(all);
        });
    }

    /** Forgets a canary; whether there was one. */
    public boolean remove(String tenant, String id) {
        int before = of(tenant).canaries().size();
        Traps after = byTenant.computeIfPresent(tenant, (t, traps) -> new Traps(without(traps, id)));
        return after != null && after.canaries().size() < before;
    }

    @Override
    public Traps of(String tenant) {
        return byTenant.getOrDefault(tenant, Traps.EMPTY);
    }

    private static List<Canary> without(Traps traps, String id) {
        List<Canary> all = new ArrayList<>(traps.canaries());
        all.removeIf(canary -> canary.id().equals(id));
        return all;
    }
}
