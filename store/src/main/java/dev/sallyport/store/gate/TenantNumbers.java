package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** The numbers under which a database keeps its tenants. Thread-safe. */
public interface TenantNumbers {
    /** The tenant's number; empty for one that never wrote. */
    Optional<Integer> number(TenantId tenant);

    /** Every tenant that wrote, in order. */
    List<TenantId> tenants();
}
