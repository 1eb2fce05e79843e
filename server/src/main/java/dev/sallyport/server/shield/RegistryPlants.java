package dev.sallyport.server.shield;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.shield.canary.Canary;
import dev.sallyport.shield.canary.Plants;
import dev.sallyport.shield.canary.Traps;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The canaries of the registry, compiled when they changed. Thread-safe. */
final class RegistryPlants implements Plants {
    private final Supplier<Registry> registry;
    private final ConcurrentHashMap<String, Compiled> compiled = new ConcurrentHashMap<>();

    private record Compiled(List<Canary> canaries, Traps traps) {}

    RegistryPlants(Supplier<Registry> registry) {
        this.registry = registry;
    }

    @Override
    public Traps of(String tenant) {
        List<Canary> now = registry.get().canaries(new TenantId(tenant));
        if (now.isEmpty()) {
            return Traps.EMPTY;
        }
        Compiled known = compiled.get(tenant);
        if (known != null && known.canaries().equals(now)) {
            return known.traps();
        }
        Traps traps = Traps.of(now);
        compiled.put(tenant, new Compiled(now, traps));
        return traps;
    }
}
