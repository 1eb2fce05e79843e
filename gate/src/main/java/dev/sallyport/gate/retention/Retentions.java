package dev.sallyport.gate.retention;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Registry;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What was chosen for every tenant.
 *
 * @param others for the tenants without an entry
 */
public record Retentions(Retention others, Map<TenantId, Retention> tenants) {
    public Retentions {
        tenants = Map.copyOf(tenants);
    }

    /** What was chosen for that tenant. */
    public Retention of(TenantId tenant) {
        return tenants.getOrDefault(tenant, others);
    }

    /** What it comes to for that tenant now; empty if nothing goes by itself. */
    public Optional<Term> term(Registry registry, TenantId tenant) {
        return of(tenant).term(registry, tenant);
    }

    /** The first tenant for which it may not stand, and why; empty if it may for all. */
    public Optional<String> refusal(Registry registry, Collection<TenantId> all) {
        return all.stream()
                .sorted(java.util.Comparator.comparing(TenantId::value))
                .flatMap(tenant -> of(tenant).refusal(registry, tenant).stream())
                .findFirst();
    }
}
