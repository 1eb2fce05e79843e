package dev.sallyport.ledger.receipt;

import dev.sallyport.action.canonical.CanonicalObject;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import java.util.regex.Pattern;

/**
 * What every receipt says of itself, whatever it is about. All of it is inside the hashed bytes.
 *
 * @param receiptId 1 to 128 letters, digits and {@code . _ : -}; unique in its tenant
 * @param tenant whose chain; as {@code receiptId} is spelled
 * @param kind what the receipt is about
 * @param timeMillis when, in milliseconds since 1970-01-01 UTC, 0 to 2^53 - 1
 * @param keyId the key that signs the chain's checkpoints, {@code name+hhhhhhhh}
 */
public record Envelope(String receiptId, String tenant, ReceiptKind kind, long timeMillis, String keyId) {
    private static final int MAX_ID = 128;
    private static final Pattern KEY_ID = Pattern.compile("[^+\\s\\p{Z}\\p{Cc}]{1,255}\\+[0-9a-f]{8}");
    private static volatile String lastKeyId = "";

    public Envelope {
        require(isId(receiptId), "receipt_id must be 1 to 128 letters, digits or . _ : -");
        require(isId(tenant), "tenant must be 1 to 128 letters, digits or . _ : -");
        require(timeMillis >= 0 && timeMillis <= JsonNumber.MAX_SAFE_INTEGER, "time_ms must be 0 to 2^53 - 1");
        require(isKeyId(keyId), "key_id must read name+8 lower-case hexadecimal digits");
    }

    /** By hand: this is asked for every receipt. */
    private static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
            if (!plain && c != '.' && c != '_' && c != ':' && c != '-') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_ID;
    }

    /** One key signs nearly all receipts of a run, so the last one that passed is remembered; a race asks twice. */
    private static boolean isKeyId(String text) {
        if (text.equals(lastKeyId)) {
            return true;
        }
        boolean fits = KEY_ID.matcher(text).matches();
        if (fits) {
            lastKeyId = text;
        }
        return fits;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Those members, written. */
    CanonicalObject written() {
        return CanonicalObject.writer()
                .put("format", ReceiptFormat.NAME)
                .put("hash", ReceiptFormat.HASH)
                .put("key_id", keyId)
                .put("kind", kind.wire())
                .put("receipt_id", receiptId)
                .put("scheme", ReceiptFormat.SCHEME.id())
                .put("tenant", tenant)
                .put("time_ms", timeMillis)
                .end();
    }

    /** The members of a receipt that come from here, format and algorithms among them. */
    JsonObject.Builder members() {
        return JsonObject.builder()
                .put("format", ReceiptFormat.NAME)
                .put("hash", ReceiptFormat.HASH)
                .put("key_id", keyId)
                .put("kind", kind.wire())
                .put("receipt_id", receiptId)
                .put("scheme", ReceiptFormat.SCHEME.id())
                .put("tenant", tenant)
                .put("time_ms", timeMillis);
    }
}
