package dev.sallyport.server.trail;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key of an install's audit trail. The secret has no text form and no accessor. Thread-safe. */
public final class AuditKey {
    /** Length of the secret in bytes. */
    public static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] LINE = "sallyport/audit/1\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK = "sallyport/audit-mark/1\n".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec secret;

    /** A key with that secret of {@value #LENGTH} bytes. */
    public AuditKey(byte[] secret) {
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException("an audit key has " + LENGTH + " bytes, not " + secret.length);
        }
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The mac of a line after the one with the previous mac. */
    byte[] line(byte[] previous, byte[] line) {
        return mac(LINE, previous, line);
    }

    /** The seal of a mark. */
    byte[] mark(byte[] mark) {
        return mac(MARK, mark);
    }

    private byte[] mac(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this Java runtime", e);
        }
    }
}
