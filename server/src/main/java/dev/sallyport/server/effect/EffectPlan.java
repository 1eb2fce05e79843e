package dev.sallyport.server.effect;

import dev.sallyport.gate.identity.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How effects are compared.
 *
 * @param windowMillis how long after its decision an effect may be seen
 * @param skewMillis how far a service's clock may be ahead or behind
 * @param services by name; an operator may report for any other name too
 */
public record EffectPlan(long windowMillis, long skewMillis, Map<String, Service> services) {
    /**
     * A service that reports by itself.
     *
     * @param tokenHash SHA-256 of its bearer token, hex; empty if only operators report for it
     * @param tools keys of the tools whose decisions explain its effects
     * @param each most effects that one decision explains
     */
    public record Service(TenantId tenant, Optional<String> tokenHash, Set<String> tools, int each) {
        public Service {
            tools = Set.copyOf(tools);
        }
    }

    public EffectPlan {
        services = Map.copyOf(services);
    }

    /** The name of the service with that token. */
    public Optional<String> byToken(String hash) {
        return services.entrySet().stream()
                .filter(e -> e.getValue().tokenHash().filter(hash::equals).isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What holds for that service of that tenant. */
    Service of(TenantId tenant, String name) {
        return Optional.ofNullable(services.get(name))
                .filter(known -> known.tenant().equals(tenant))
                .orElseGet(() -> new Service(tenant, Optional.empty(), Set.copyOf(List.of(name)), 1));
    }
}
