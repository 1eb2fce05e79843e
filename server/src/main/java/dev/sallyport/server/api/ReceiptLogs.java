package dev.sallyport.server.api;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.log.TenantCheckpoint;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.store.gate.TreeHeads;
import java.util.List;

/**
 * The logs of this install, one for each tenant: how they are called and where they end.
 *
 * @param epoch 1, and one more after each restore: a log that may have lost its tail goes on under another name
 */
public record ReceiptLogs(Signer signer, int epoch, TreeHeads heads) {
    /** The log's name: the key's name, the tenant, and the epoch from the second on. */
    public String origin(TenantId tenant) {
        String name = signer.verifierKey().name() + "/" + tenant.value();
        return epoch == 1 ? name : name + "/" + epoch;
    }

    /** The name of the log over the tenants' logs. */
    public String installOrigin() {
        return origin(new TenantId(TenantCheckpoint.INSTALL));
    }

    /** The log with that name and head, signed. */
    public SignedNote signed(String origin, TreeHeads.TreeHead head) {
        return checkpoint(origin, head).sign(signer);
    }

    /** What a checkpoint of the log with that name says of a head. */
    public static Checkpoint checkpoint(String origin, TreeHeads.TreeHead head) {
        return new Checkpoint(origin, head.size(), StrictBase64.of(head.root()), List.of());
    }

    /** The signed checkpoint of the tenant's log as it is now. */
    public SignedNote checkpoint(TenantId tenant) {
        return signed(origin(tenant), heads.head(tenant));
    }
}
