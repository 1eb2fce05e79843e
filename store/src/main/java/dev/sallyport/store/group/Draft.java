package dev.sallyport.store.group;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a group of commits makes of the durable state, until its sync: dropped if the group fails. Writer thread only.
 */
public final class Draft {
    private final Function<TenantId, @Nullable Head> durable;
    private final Map<TenantId, Head> touched = new HashMap<>();
    private final List<Subtree> completed = new ArrayList<>();
    private Registry registry;
    private int nextTenant;

    /**
     * A group that has done nothing yet.
     *
     * @param registry the image it begins with
     * @param durable where a tenant's chain ends before it; null for a tenant that never wrote
     * @param nextTenant the number a new tenant gets
     */
    public Draft(Registry registry, Function<TenantId, @Nullable Head> durable, int nextTenant) {
        this.durable = durable;
        this.registry = registry;
        this.nextTenant = nextTenant;
    }

    /** The image after the commits so far. */
    public Registry registry() {
        return registry;
    }

    void registry(Registry next) {
        registry = next;
    }

    /** The end of the tenant's chain, if the tenant has one. */
    public Optional<Head> head(TenantId tenant) {
        Head head = touched.get(tenant);
        return Optional.ofNullable(head != null ? head : durable.apply(tenant));
    }

    /** Gives a new tenant its number. */
    Head open(TenantId tenant) {
        Head head = Head.start(nextTenant++);
        touched.put(tenant, head);
        return head;
    }

    void append(TenantId tenant, Head head, SealedReceipt receipt) {
        touched.put(tenant, head.after(receipt, (level, index, hash) -> {
            if (level % Subtree.LEVELS_APART == 0) {
                completed.add(new Subtree(head.number(), level, index, hash));
            }
        }));
    }

    /** The subtrees of the logs that this group completed, of the levels that are kept. */
    public List<Subtree> completed() {
        return completed;
    }

    /** The tenants this group wrote to, with the new ends of their chains. */
    public Map<TenantId, Head> touched() {
        return touched;
    }
}
