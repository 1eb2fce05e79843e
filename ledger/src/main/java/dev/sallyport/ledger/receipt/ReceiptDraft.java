package dev.sallyport.ledger.receipt;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.CanonicalObject;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.ledger.encoding.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A receipt rendered but for its place in the chain, so that the one thread that writes the chain only joins bytes.
 *
 * <p>By the order of names the member {@code chain} stands right after {@code body} and before all others; the bytes
 * before and after it are fixed when the draft is made. Immutable, safe for use by several threads.
 */
public final class ReceiptDraft {
    private static final byte[] BEFORE_BODY = ascii("{\"body\":");
    private static final byte[] BEFORE_PREVIOUS = ascii(",\"chain\":{\"previous\":\"");
    private static final byte[] BEFORE_SEQUENCE = ascii("\",\"sequence\":");
    private static final byte[] AFTER_CHAIN = ascii("},");
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final int MAX_CHAIN_BYTES = 2 * Sha256.BYTES + 64;

    private final Envelope envelope;
    private final byte[] before;
    private final byte[] after;

    private ReceiptDraft(Envelope envelope, byte[] before, byte[] after) {
        this.envelope = envelope;
        this.before = before;
        this.after = after;
    }

    /**
     * Renders a receipt.
     *
     * @throws dev.sallyport.action.json.MalformedJson when the canonical form refuses a value of the body
     * @throws IllegalArgumentException when the receipt would be longer than {@link ReceiptFormat#MAX_BYTES}
     */
    public static ReceiptDraft of(ReceiptBody body, Envelope envelope) {
        return of(CanonicalForm.of(body.members(), ReceiptFormat.SCHEME), envelope);
    }

    /**
     * A receipt whose body is written already.
     *
     * @throws IllegalArgumentException when it is deeper or would be longer than {@link ReceiptFormat} allows
     */
    public static ReceiptDraft of(CanonicalObject body, Envelope envelope) {
        ReceiptBody.checkDepth(1 + body.depth());
        return of(body.bytes(), envelope);
    }

    private static ReceiptDraft of(byte[] canonicalBody, Envelope envelope) {
        byte[] others = envelope.written().bytes();
        byte[] before = join(BEFORE_BODY, canonicalBody, BEFORE_PREVIOUS);
        // `others` opens with a brace of its own, which the comma after `chain` replaces.
        byte[] after = join(AFTER_CHAIN, Arrays.copyOfRange(others, 1, others.length));
        int most = before.length + MAX_CHAIN_BYTES + after.length;
        if (most > ReceiptFormat.MAX_BYTES) {
            throw new IllegalArgumentException("a receipt may have " + ReceiptFormat.MAX_BYTES + " bytes, not " + most);
        }
        return new ReceiptDraft(envelope, before, after);
    }

    /** What the receipt says of itself. */
    public Envelope envelope() {
        return envelope;
    }

    /**
     * The receipt at its place in the chain.
     *
     * @param sequence its place, from 0 to 2^53 - 1
     * @param previousHash the hash of the receipt before it, 32 zero bytes for the first
     */
    public SealedReceipt seal(long sequence, byte[] previousHash) {
        if (sequence < 0 || sequence > JsonNumber.MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("a sequence must be 0 to 2^53 - 1, not " + sequence);
        }
        Sha256.checked(previousHash, "the previous hash");
        byte[] number = ascii(Long.toString(sequence));
        byte[] canonical = join(before, hex(previousHash), BEFORE_SEQUENCE, number, after);
        return new SealedReceipt(canonical, ReceiptHash.of(canonical), sequence, envelope.receiptId());
    }

    private static byte[] hex(byte[] hash) {
        byte[] digits = new byte[2 * hash.length];
        for (int i = 0; i < hash.length; i++) {
            digits[2 * i] = HEX[(hash[i] >> 4) & 0xf];
            digits[2 * i + 1] = HEX[hash[i] & 0xf];
        }
        return digits;
    }

    private static byte[] join(byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        byte[] joined = new byte[size];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
