package dev.sallyport.ledger.succession;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.export.ExportWriter;
import dev.sallyport.ledger.export.Exports;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.Receipts;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A log under construction in which keys change hands, rightly or not. */
public final class RotatedLog {
    private final List<SealedReceipt> receipts = new ArrayList<>();
    private Chain chain = Chain.genesis();

    /** The tenant of the log. */
    public static final String TENANT = "acme";

    /** Adds ordinary receipts that name this key. */
    public RotatedLog plain(int count, Signer key) {
        for (int i = 0; i < count; i++) {
            add(Receipts.body((int) chain.nextSequence()).members(), ReceiptKind.DECISION, key.keyId());
        }
        return this;
    }

    /** Adds a receipt that names {@code old} and introduces {@code next}, as it should be. */
    public RotatedLog rotation(Signer old, Signer next) {
        return rotation(old, endorsement(old, next.verifierKey()).json());
    }

    /** Adds a receipt of administration that names {@code key} and holds this in the place of a succession. */
    public RotatedLog rotation(Signer key, Json said) {
        return add(body(said), ReceiptKind.ADMINISTRATION, key.keyId());
    }

    /** Adds a receipt of another kind with such a member. */
    public RotatedLog notARotation(Signer key, Json said) {
        return add(body(said), ReceiptKind.DECISION, key.keyId());
    }

    /** The right endorsement for the next place. */
    public KeySuccession endorsement(Signer old, VerifierKey next) {
        return KeySuccession.endorse(old, next, TENANT, chain.nextSequence(), previous());
    }

    /** The hash of the last receipt. */
    public String previous() {
        return Hex.of(chain.head());
    }

    /** The receipts so far. */
    public List<SealedReceipt> receipts() {
        return List.copyOf(receipts);
    }

    /** The tree over them. */
    public Tree tree() {
        return Exports.tree(receipts);
    }

    /** The export whose header names this key and whose checkpoint it signed. */
    public byte[] export(Signer newest) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ExportWriter writer = new ExportWriter(out, Exports.ORIGIN, newest.verifierKey());
            for (SealedReceipt receipt : receipts) {
                writer.add(receipt.canonical());
            }
            writer.finish(Checkpoint.of(Exports.ORIGIN, tree()).sign(newest));
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonObject body(Json said) {
        return JsonObject.builder()
                .put("actor", "operator")
                .put("change", "key_rotated")
                .put(KeySuccession.MEMBER, said)
                .build();
    }

    private RotatedLog add(JsonObject body, ReceiptKind kind, String keyId) {
        long at = chain.nextSequence();
        Envelope envelope = new Envelope("rcpt_" + at, TENANT, kind, 1_790_000_000_000L + at * 1000L, keyId);
        SealedReceipt receipt = chain.seal(ReceiptDraft.of(new ReceiptBody(body), envelope));
        chain = chain.after(receipt);
        receipts.add(receipt);
        return this;
    }
}
