package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;

/** The Merkle tree over each tenant's receipts, as far as it is durable. Thread-safe; costs a few hashes. */
public interface TreeHeads {
    /** The tree over the tenant's receipts after its last durable one; the empty tree if it has none. */
    TreeHead head(TenantId tenant);

    /**
     * What a checkpoint says of a tree.
     *
     * @param size how many receipts it covers
     * @param root the RFC 6962 root over their hashes, 32 bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // handed to a checkpoint's constructor and nowhere else
    record TreeHead(long size, byte[] root) {}
}
