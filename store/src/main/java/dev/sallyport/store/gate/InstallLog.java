package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.log.TenantCheckpoint;
import dev.sallyport.ledger.merkle.NodeSource;
import java.util.List;
import java.util.Optional;

/**
 * The log over the tenants' logs, and what others hold of it: one for all gateways that share a database. Thread-safe; kept in
 * the same database as the receipts, but written apart from them: no commit waits for it.
 */
public interface InstallLog {
    /** The tree over all leaves. */
    TreeHeads.TreeHead head();

    /** The nodes that proofs and tiles are made of; for one thread and one proof or tile. */
    NodeSource nodes();

    /** The records of leaves, in order, from one on. */
    List<byte[]> records(long from, int limit);

    /** The newest leaf of each tenant that ever had one, whether the tenant is still there or not. */
    List<Leaf> newest();

    /** The newest leaf of a tenant below that size of the log. */
    Optional<Leaf> newestOf(TenantId tenant, long size);

    /**
     * Appends leaves in that order and returns when they are durable. A leaf that says no more of a log than the newest one
     * does is left out: another gateway was quicker.
     */
    void append(List<Leaf> leaves);

    /** Keeps what others hold; returns when it is durable. One of the same origin and size is replaced. */
    void keep(Anchored anchored);

    /** The newest of the log with that origin. */
    Optional<Anchored> newestAnchor(String origin);

    /**
     * A tenant's log at one moment.
     *
     * @param number the leaf's place; ignored when it is appended
     * @param checkpoint the text of the tenant's checkpoint, without signatures
     */
    record Leaf(long number, TenantId tenant, String checkpoint) {
        /** The leaf's data. */
        byte[] record() {
            return TenantCheckpoint.record(checkpoint);
        }
    }

    /**
     * A checkpoint of the install log that others hold.
     *
     * @param timeMillis when they took it, since the epoch
     * @param holders how many witnesses and files have it
     * @param note the checkpoint with the log's signature and the witnesses'
     */
    record Anchored(String origin, long size, long timeMillis, int holders, String note) {}
}
