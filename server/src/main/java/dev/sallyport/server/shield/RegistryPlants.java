package dev.sallyport.server.shield;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.PlantedCanary;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.shield.canary.Plants;
import dev.sallyport.shield.canary.Traps;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The canaries of the registry, opened and compiled when they changed. One that does not open makes the shield fail, so that it is unassessed. Thread-safe. */
final class RegistryPlants implements Plants {
    private final Supplier<Registry> registry;
    private final Sealer sealer;
    private final ConcurrentHashMap<String, Compiled> compiled = new ConcurrentHashMap<>();

    private record Compiled(List<PlantedCanary> canaries, Traps traps) {}

    RegistryPlants(Supplier<Registry> registry, Sealer sealer) {
        this.registry = registry;
        this.sealer = sealer;
    }

    @Override
    public Traps of(String tenant) {
        TenantId whose = new TenantId(tenant);
        List<PlantedCanary> now = registry.get().canaries(whose);
        if (now.isEmpty()) {
            return Traps.EMPTY;
        }
        Compiled known = compiled.get(tenant);
        if (known != null && known.canaries().equals(now)) {
            return known.traps();
        }
        Traps traps = Traps.of(now.stream().map(one -> one.open(whose, sealer)).toList());
        compiled.put(tenant, new Compiled(now, traps));
        return traps;
    }
}
