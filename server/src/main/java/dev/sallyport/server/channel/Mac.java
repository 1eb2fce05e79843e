package dev.sallyport.server.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one key (RFC 2104), which nothing prints. */
public final class Mac {
    private static final String NAME = "HmacSHA256";

    private final SecretKeySpec key;

    /** Under that key. */
    public Mac(byte[] key) {
        this.key = new SecretKeySpec(key, NAME);
    }

    /** The code over those bytes, one after the other. */
    public byte[] of(byte[]... parts) {
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance(NAME);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing from this Java runtime", e);
        }
    }

    /** The text in UTF-8. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether two texts are equal, in a time that says nothing about where they differ. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(bytes(one), bytes(other));
    }
}
