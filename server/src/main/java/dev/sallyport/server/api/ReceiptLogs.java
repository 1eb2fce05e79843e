package dev.sallyport.server.api;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.log.TenantCheckpoint;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.SigningFailed;
import dev.sallyport.store.gate.TreeHeads;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The logs of this install, one for each tenant: how they are called and where they end.
 *
 * @param epoch 1, and one more after each restore: a log that may have lost its tail goes on under another name
 * @param leaving the key before, while what is served is signed by both
 */
public record ReceiptLogs(Signer signer, int epoch, TreeHeads heads, Supplier<Optional<Signer>> leaving) {
    /** Logs that one key signs. */
    public ReceiptLogs(Signer signer, int epoch, TreeHeads heads) {
        this(signer, epoch, heads, Optional::empty);
    }

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

    /**
     * The checkpoint of the tenant's log as it is now, for readers who may still have the key before: signed by both while
     * they overlap.
     *
     * @throws dev.sallyport.ledger.note.SigningFailed when the current key can't be used now
     */
    public SignedNote served(TenantId tenant) {
        SignedNote note = checkpoint(tenant);
        try {
            return leaving.get()
                    .map(old -> note.and(
                            SignedNote.sign(note.text(), old).signatures().getFirst()))
                    .orElse(note);
        } catch (SigningFailed e) {
            // The current key's signature is what counts; the old one is a courtesy.
            return note;
        }
    }

    /**
     * The signed checkpoint of the tenant's log as it is now.
     *
     * @throws dev.sallyport.ledger.note.SigningFailed when the key can't be used now
     */
    public SignedNote checkpoint(TenantId tenant) {
        return signed(origin(tenant), heads.head(tenant));
    }
}
