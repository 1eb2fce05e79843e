package dev.sallyport.connect.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A value nobody may see. Has no text form and compares with nothing; {@link #reveal} is called where bytes leave for the service, and by the
 * scrubber.
 */
public final class Secret {
    /** Least length: a shorter value would be found in everything that is scrubbed. */
    public static final int MIN_LENGTH = 8;

    /** Greatest length. */
    public static final int MAX_LENGTH = 8192;

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * The secret with that value.
     *
     * @throws SecretUnavailable if it is too short, too long, or no line of printable ASCII, which is all a header field can carry
     */
    public static Secret of(String value) throws SecretUnavailable {
        if (value.length() < MIN_LENGTH || value.length() > MAX_LENGTH) {
            throw new SecretUnavailable("its value is not " + MIN_LENGTH + " to " + MAX_LENGTH + " characters long");
        }
        if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new SecretUnavailable("its value is not one line of printable ASCII");
        }
        return new Secret(value);
    }

    /** Whether its SHA-256 is that, in lower-case hex. */
    boolean hashes(String sha256) {
        try {
            byte[] own = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return MessageDigest.isEqual(own, HexFormat.of().parseHex(sha256));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The value, to be sent to its service and nowhere else. */
    String reveal() {
        return value;
    }
}
