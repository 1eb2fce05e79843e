package dev.sallyport.server.wiring;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.SigningFailed;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.ledger.succession.KeySuccession;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.gate.Store;
import java.util.Optional;

/**
 * Brings every chain to the current key: where the last receipt still names the one before, it adds the receipt by which that
 * key endorses the current one.
 *
 * <p>INVARIANT: nobody else writes to the store meanwhile. An endorsement holds at one place of a chain, so a receipt that came
 * between would leave a chain that no reader accepts; that is found, and nothing is served on it.
 */
final class Handover {
    private static final long PATIENCE_MILLIS = 30_000;

    private final Store store;
    private final Journal journal;
    private final Records records;
    private final KeyRing keys;

    Handover(Store store, KeyRing keys) {
        this(store, store.records(), keys);
    }

    /** @param records which tenants there are */
    Handover(Store store, Records records, KeyRing keys) {
        this.store = store;
        this.journal = store.journal();
        this.records = records;
        this.keys = keys;
    }

    /**
     * Refuses what only a single gateway may do.
     *
     * @throws StoreProblem {@code data_locked} if another one has the store open
     */
    static void requireAlone(Store store) {
        int others = store.others();
        if (others > 0) {
            throw new StoreProblem(
                    StoreProblem.Code.DATA_LOCKED,
                    others + " other gateways have this database open, which would go on under the key before; stop"
                            + " them, and give them the new keys before they start again");
        }
    }

    /**
     * Adds the receipts that are missing.
     *
     * @return how many
     * @throws StartRefused {@code keys_foreign} if a chain ends under a key that is neither the current one nor the one before,
     *     {@code key_unendorsed} if a receipt could not be written, {@code keys_unusable} if the key before can't sign
     * @throws StoreProblem {@code data_locked} if a receipt is missing while another gateway has the store open
     */
    int complete(long nowMillis) {
        int added = 0;
        for (TenantId tenant : records.tenants()) {
            long count = records.receiptCount(tenant);
            if (count > 0
                    && !endsUnder(last(tenant, count)).equals(keys.current().keyId())) {
                endorse(tenant, last(tenant, count), nowMillis);
                added++;
            }
        }
        return added;
    }

    private SealedReceipt last(TenantId tenant, long count) {
        return records.receipts(tenant, count - 1, 1).getFirst();
    }

    /** The id of the key that the next receipt must name. */
    private static String endsUnder(SealedReceipt last) {
        Receipt receipt = Receipt.read(last.canonical());
        return KeySuccession.of(receipt)
                .map(said -> said.next().id())
                .orElseGet(() -> receipt.envelope().keyId());
    }

    private void endorse(TenantId tenant, SealedReceipt last, long nowMillis) {
        String under = endsUnder(last);
        Signer old = keys.previous()
                .filter(key -> key.keyId().equals(under))
                .orElseThrow(() -> new StartRefused(
                        "keys_foreign",
                        "the receipts of `" + tenant.value() + "` end under the key " + under
                                + ", the install's key is " + keys.current().keyId()
                                + ": put back the keys of the time of this store"));
        requireAlone(store);
        long sequence = last.sequence() + 1;
        KeySuccession said = endorsement(old, tenant, sequence, last.hashHex());
        Envelope envelope = new Envelope(
                "rcp_key_" + keys.current().verifierKey().hash() + "_" + sequence,
                tenant.value(),
                ReceiptKind.ADMINISTRATION,
                nowMillis,
                old.keyId());
        ReceiptDraft draft = ReceiptDraft.of(body(said), envelope);
        CommitResult result = journal.commit(
                        Commit.of(tenant, draft, nowMillis + PATIENCE_MILLIS).build())
                .join();
        boolean placed = result instanceof CommitResult.Committed committed
                && committed.receipt().sequence() == sequence
                && Receipt.read(committed.receipt().canonical()).previous().equals(last.hashHex());
        if (!placed) {
            throw new StartRefused(
                    "key_unendorsed",
                    "the change of the key could not be recorded for `" + tenant.value() + "` as receipt " + sequence);
        }
    }

    private KeySuccession endorsement(Signer old, TenantId tenant, long sequence, String previous) {
        try {
            return KeySuccession.endorse(old, keys.current().verifierKey(), tenant.value(), sequence, previous);
        } catch (SigningFailed e) {
            throw new StartRefused(
                    "keys_unusable", "the key before can't endorse the current one: " + e.getMessage(), e);
        }
    }

    private static ReceiptBody body(KeySuccession said) {
        return new ReceiptBody(JsonObject.builder()
                .put("actor_role", "system")
                .put("actor", "keys")
                .put("change", "key_rotated")
                .put("subject", said.next().id())
                .put(KeySuccession.MEMBER, said.json())
                .put("why", "the key that signs checkpoints changed")
                .build());
    }

    /** The key before, as long as it signs beside the current one. */
    static Optional<Signer> leaving(KeyRing keys, long nowMillis, long overlapMillis) {
        boolean overlaps = keys.changedAt()
                .filter(changed -> nowMillis - changed < overlapMillis)
                .isPresent();
        return overlaps ? keys.previous() : Optional.empty();
    }
}
