package dev.sallyport.soc.sink;

import dev.sallyport.soc.notice.Notice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A notice on its way to one destination.
 *
 * @param key the same at each attempt and after each restart, and different for everything else: 40 letters, digits and dashes at most
 * @param nowMillis milliseconds since the epoch
 * @param creatingMillis when an earlier attempt began to make something there whose end is unknown; 0 if none did
 * @param reference how the destination names what it was told of this incident before; empty for the first time
 */
public record Told(Notice notice, String key, long nowMillis, long creatingMillis, String reference) {
    /** How long a service may take to show what was made there, in milliseconds. */
    public static final long SETTLE_MILLIS = 60_000;

    /** Whether an earlier attempt may have made it. */
    boolean mayExist() {
        return creatingMillis > 0;
    }

    /** How many seconds are left until what was made would be seen; 0 if it would be seen by now. */
    long settlingSeconds() {
        long left = creatingMillis + SETTLE_MILLIS - nowMillis;
        return left <= 0 ? 0 : (left + 999) / 1000;
    }

    /** Whether this destination was told of the incident before. */
    boolean isKnown() {
        return !reference.isEmpty();
    }

    /** The tenant and the incident as one name of up to 219 characters, for services that drop repetitions by it. */
    String incidentKey() {
        return "sallyport:" + notice.tenant().value() + ":" + notice.incident();
    }

    /** The same as a word of 30 letters, digits and dashes, for services that take labels. */
    String label() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(incidentKey().getBytes(StandardCharsets.UTF_8));
            return "sallyport-" + HexFormat.of().formatHex(hash, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
