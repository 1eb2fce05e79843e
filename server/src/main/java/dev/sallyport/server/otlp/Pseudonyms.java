package dev.sallyport.server.otlp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Salted commitments to names that callers chose: equal names give equal ones on this install, and without its key nobody can
 * try names. HMAC-SHA-256 (RFC 2104) of what the name is for and the name. Thread-safe.
 */
final class Pseudonyms {
    /** Bytes of a key. */
    static final int LENGTH = 32;

    private static final int SHOWN = 16;
    private final SecretKeySpec key;

    Pseudonyms(byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("a key has " + LENGTH + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** A commitment of 32 hex digits. */
    String of(String kind, String tenant, String name) {
        return HexFormat.of().formatHex(bytes(kind, tenant, name, SHOWN));
    }

    /** Bytes that stand for a name; never all zero. */
    byte[] bytes(String kind, String tenant, String name, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (String part : new String[] {kind, tenant, name}) {
                byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
                mac.update((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
                mac.update(utf8);
            }
            byte[] out = Arrays.copyOf(mac.doFinal(), length);
            out[0] |= 1;
            return out;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", e);
        }
    }
}
