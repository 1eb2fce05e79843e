package dev.sallyport.ledger.encoding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The one hash function of the ledger: SHA-256 (FIPS 180-4), always behind a domain prefix.
 *
 * <p>Every use has its own prefix, so that the bytes of one kind of record can never be presented as another kind.
 */
public final class Sha256 {
    /** The length of a hash in bytes. */
    public static final int BYTES = 32;

    /** Never updated, only cloned: cloning asks no provider. */
    private static final MessageDigest FRESH = found();

    private Sha256() {}

    /** A fresh digest; the caller owns it, it is not thread-safe. */
    public static MessageDigest digest() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            return found();
        }
    }

    private static MessageDigest found() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    /** The bytes that separate one kind of hashed record from all others: the name and a newline. */
    public static byte[] domain(String name) {
        return (name + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** SHA-256 over the parts, one after the other. */
    public static byte[] of(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /** The argument itself when it has the length of a hash. */
    public static byte[] checked(byte[] hash, String what) {
        if (hash.length != BYTES) {
            throw new IllegalArgumentException(what + " must be " + BYTES + " bytes, has " + hash.length);
        }
        return hash;
    }
}
