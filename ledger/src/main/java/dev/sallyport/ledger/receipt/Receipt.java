package dev.sallyport.ledger.receipt;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Members;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A receipt that was read back.
 *
 * @param envelope what it says of itself
 * @param body what it is about
 * @param sequence its place in the chain, from 0
 * @param previous the hash of the receipt before it, 64 lower-case hexadecimal digits
 */
public record Receipt(Envelope envelope, ReceiptBody body, long sequence, String previous) {
    private static final List<String> MEMBERS =
            List.of("body", "chain", "format", "hash", "key_id", "kind", "receipt_id", "scheme", "tenant", "time_ms");
    private static final List<String> CHAIN_MEMBERS = List.of("previous", "sequence");

    /**
     * Reads canonical bytes strictly: exactly the known members, each of its type, and no other spelling of the same value.
     *
     * @throws Malformed {@code not_canonical}, {@code unknown_member}, {@code missing_member}, {@code wrong_member}, or the
     *     code of {@link MalformedJson} when the bytes are not strict JSON
     */
    public static Receipt read(byte[] canonical) {
        return read(canonical, true);
    }

    /**
     * Reads one that lies beside its hash. Bytes that have it are taken for those that were sealed, so that they are not written once more
     * to see whether they are canonical; others are read as {@link #read(byte[])} does. For those who follow a chain: whoever can replace bytes and hash
     * together is found by the proofs, not here.
     *
     * @throws Malformed as {@link #read(byte[])}, of bytes with that hash all but {@code not_canonical}
     */
    public static Receipt of(SealedReceipt kept) {
        return read(kept.canonical(), !Arrays.equals(ReceiptHash.of(kept.canonical()), kept.hash()));
    }

    /** As {@link #of(SealedReceipt)}, or nothing: for views of many, which one damaged receipt must not take with it. Whoever checks receipts reads each. */
    public static Optional<Receipt> ifReadable(SealedReceipt kept) {
        try {
            return Optional.of(of(kept));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static Receipt read(byte[] canonical, boolean compares) {
        Json value;
        try {
            value = StrictJson.parse(canonical, ReceiptFormat.LIMITS);
            if (compares && !Arrays.equals(CanonicalForm.of(value, ReceiptFormat.SCHEME), canonical)) {
                throw new Malformed("not_canonical", "the receipt is not in canonical form");
            }
        } catch (MalformedJson e) {
            throw new Malformed(e.code(), String.valueOf(e.getMessage()));
        }
        if (!(value instanceof JsonObject object)) {
            throw wrong("a receipt must be an object");
        }
        return of(object);
    }

    private static Receipt of(JsonObject object) {
        Members members = Members.exactly(MEMBERS, object);
        for (List<String> fixed : List.of(
                List.of("format", ReceiptFormat.NAME),
                List.of("hash", ReceiptFormat.HASH),
                List.of("scheme", ReceiptFormat.SCHEME.id()))) {
            if (!members.string(fixed.getFirst()).equals(fixed.getLast())) {
                throw wrong(fixed.getFirst() + " must be " + fixed.getLast());
            }
        }
        Members chain = Members.exactly(CHAIN_MEMBERS, members.object("chain"));
        String previous = chain.string("previous");
        if (!Hex.isHash(previous)) {
            throw wrong("previous must be 64 lower-case hexadecimal digits");
        }
        ReceiptKind kind = ReceiptKind.byWire(members.string("kind"))
                .orElseThrow(() -> wrong("kind must be decision, outcome, approval or administration"));
        try {
            Envelope envelope = new Envelope(
                    members.string("receipt_id"),
                    members.string("tenant"),
                    kind,
                    members.natural("time_ms"),
                    members.string("key_id"));
            return new Receipt(envelope, new ReceiptBody(members.object("body")), chain.natural("sequence"), previous);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Malformed wrong(String rule) {
        return new Malformed("wrong_member", rule);
    }
}
