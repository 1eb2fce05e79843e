package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.merkle.NodeSource;

/** The hashes of each tenant's log that proofs and tiles are made of. Thread-safe. */
public interface LogNodes {
    /**
     * The log's nodes as far as it is durable now. Costs a few queries a proof, whatever the log's size; the source itself is
     * for one thread and one proof or tile.
     */
    NodeSource nodes(TenantId tenant);
}
