package dev.sallyport.ledger.commitment;

import java.util.random.RandomGenerator;

/**
 * 32 random bytes that make a commitment unguessable. Secret for as long as the content is: it has no text form.
 *
 * <p>Immutable.
 */
public final class Salt {
    /** The length in bytes. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Salt(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A new salt from {@code random}, which must be cryptographically strong ({@link java.security.SecureRandom}). */
    public static Salt next(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Salt(bytes);
    }

    /**
     * A salt that was stored.
     *
     * @throws IllegalArgumentException unless it has 32 bytes
     */
    public static Salt of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a salt must be " + BYTES + " bytes, has " + bytes.length);
        }
        return new Salt(bytes.clone());
    }

    /** A copy of the bytes, to be stored encrypted beside the content. */
    public byte[] bytes() {
        return bytes.clone();
    }

    byte[] raw() {
        return bytes;
    }
}
