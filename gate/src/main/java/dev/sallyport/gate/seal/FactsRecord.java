package dev.sallyport.gate.seal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The plain content of a sealed facts record: salt (32) ‖ length of the facts (4, big-endian) ‖ canonical facts ‖ about.
 *
 * @param salt what the receipt's facts digest and commitments were salted with; erased together with the facts
 * @param facts canonical bytes of the facts
 * @param about canonical bytes of what is kept for exports and people but judged by nothing
 */
public record FactsRecord(byte[] salt, byte[] facts, byte[] about) {
    private static final int HEADER = SaltSource.LENGTH + Integer.BYTES;

    /** The bytes that are sealed. */
    public byte[] bytes() {
        return ByteBuffer.allocate(HEADER + facts.length + about.length)
                .put(salt)
                .putInt(facts.length)
                .put(facts)
                .put(about)
                .array();
    }

    /** Reads the bytes back. */
    public static FactsRecord parse(byte[] bytes) {
        if (bytes.length < HEADER) {
            throw new SealBroken("a facts record of " + bytes.length + " bytes is too short");
        }
        int length = ByteBuffer.wrap(bytes).getInt(SaltSource.LENGTH);
        if (length < 0 || length > bytes.length - HEADER) {
            throw new SealBroken("a facts record names " + length + " bytes of facts and holds fewer");
        }
        return new FactsRecord(
                Arrays.copyOf(bytes, SaltSource.LENGTH),
                Arrays.copyOfRange(bytes, HEADER, HEADER + length),
                Arrays.copyOfRange(bytes, HEADER + length, bytes.length));
    }

    /** The context under which the facts of a decision are sealed. */
    public static String context(String tenant, String decision) {
        return "facts/" + tenant + "/" + decision;
    }
}
