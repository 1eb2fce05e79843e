package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.store.group.Draft;
import dev.sallyport.store.group.Head;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The state after the last durable commit: registry image, tenant numbers, ends of chains. Any thread reads; only the
 * writer thread publishes, after its sync.
 */
final class Durable implements TenantNumbers {
    private final Map<TenantId, Head> heads = new ConcurrentHashMap<>();
    private volatile Registry registry;

    Durable(Registry registry, Map<TenantId, Head> heads) {
        this.registry = registry;
        this.heads.putAll(heads);
    }

    Registry registry() {
        return registry;
    }

    @Nullable
    Head head(TenantId tenant) {
        return heads.get(tenant);
    }

    @Override
    public Optional<Integer> number(TenantId tenant) {
        Head head = heads.get(tenant);
        return head == null ? Optional.empty() : Optional.of(head.number());
    }

    Map<TenantId, Head> heads() {
        return Map.copyOf(heads);
    }

    @Override
    public List<TenantId> tenants() {
        return heads.keySet().stream().sorted().toList();
    }

    int tenantCount() {
        return heads.size();
    }

    void publish(Draft draft) {
        heads.putAll(draft.touched());
        registry = draft.registry();
    }
}
