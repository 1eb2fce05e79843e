package dev.sallyport.action.canonical;

import dev.sallyport.action.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A commitment to a value's canonical bytes. Under {@code sallyport-jcs-2} it is SHA-256 of the domain
 * {@code "sallyport/action/2\n"} followed by the bytes, so that it equals no hash made for another purpose; under the other
 * schemes it is SHA-256 of the bytes.
 *
 * @param scheme the rules the bytes follow
 * @param hex 64 lower-case hexadecimal digits
 */
public record ActionHash(Scheme scheme, String hex) {
    private static final int HEX_DIGITS = 64;
    private static final byte[] DOMAIN_2 = "sallyport/action/2\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * @throws IllegalArgumentException when the text is anything else than 64 lower-case hexadecimal digits
     */
    public ActionHash {
        if (!isHash(hex)) {
            throw new IllegalArgumentException("an action hash is 64 lower-case hexadecimal digits");
        }
    }

    /** The hash of a value. */
    public static ActionHash of(Json value, Scheme scheme) {
        MessageDigest digest = begun(scheme);
        CanonicalForm.written(value, scheme).addTo(digest);
        return ended(digest, scheme);
    }

    /** The hash of bytes that already are canonical under the scheme; they are not read again. */
    public static ActionHash ofCanonical(byte[] canonical, Scheme scheme) {
        MessageDigest digest = begun(scheme);
        digest.update(canonical);
        return ended(digest, scheme);
    }

    private static MessageDigest begun(Scheme scheme) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
        switch (scheme) {
            case SALLYPORT_JCS_2 -> digest.update(DOMAIN_2);
            case AEGIS_JCS_1, RFC8785 -> {}
        }
        return digest;
    }

    private static ActionHash ended(MessageDigest digest, Scheme scheme) {
        return new ActionHash(scheme, HexFormat.of().formatHex(digest.digest()));
    }

    private static boolean isHash(String hex) {
        if (hex.length() != HEX_DIGITS) {
            return false;
        }
        for (int i = 0; i < HEX_DIGITS; i++) {
            char c = hex.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
