package dev.sallyport.action.canonical;

import dev.sallyport.action.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
        return ended(CanonicalForm.written(value, scheme), scheme);
    }

    /**
     * The hash under {@link Scheme#SALLYPORT_JCS_2} and the one under another scheme, both of the same value. The value is
     * written once where both have the same bytes.
     */
    public static Pair pair(Json value, Scheme other) {
        CanonicalForm.Written written = CanonicalForm.writtenAndCompared(value);
        ActionHash own = ended(written.bytes(), Scheme.SALLYPORT_JCS_2);
        return switch (other) {
            case SALLYPORT_JCS_2 -> new Pair(own, own);
            case AEGIS_JCS_1 -> new Pair(own, written.alike() ? ended(written.bytes(), other) : of(value, other));
            case RFC8785 -> new Pair(own, of(value, other));
        };
    }

    /**
     * One value under two schemes.
     *
     * @param own under {@link Scheme#SALLYPORT_JCS_2}
     * @param shown under the scheme its agent is registered with
     */
    public record Pair(ActionHash own, ActionHash shown) {}

    /** The hash of bytes that already are canonical under the scheme; they are not read again. */
    public static ActionHash ofCanonical(byte[] canonical, Scheme scheme) {
        MessageDigest digest = begun(scheme);
        digest.update(canonical);
        return ended(digest, scheme);
    }

    private static ActionHash ended(CanonicalBytes bytes, Scheme scheme) {
        MessageDigest digest = begun(scheme);
        bytes.addTo(digest);
        return ended(digest, scheme);
    }

    private static MessageDigest begun(Scheme scheme) {
        MessageDigest digest = Sha256.digest();
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
