package dev.sallyport.ledger.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The layout of a cosignature (C2SP tlog-cosignature v1.0.1): when, and what is signed for that moment. */
final class Cosignature {
    private static final String HEADER = "cosignature/v1\ntime ";

    private Cosignature() {}

    /** The bytes a witness signs: the header, the moment in decimal, and the whole note text. */
    static byte[] message(long seconds, byte[] noteText) {
        byte[] header = (HEADER + seconds + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(header.length + noteText.length)
                .put(header)
                .put(noteText)
                .array();
    }

    /** The moment a signature of this kind names, in seconds since 1970; negative when it is beyond 2^63 - 1. */
    static long seconds(byte[] signature) {
        return ByteBuffer.wrap(signature).getLong();
    }

    static byte[] of(long seconds, byte[] ed25519) {
        return ByteBuffer.allocate(Long.BYTES + ed25519.length)
                .putLong(seconds)
                .put(ed25519)
                .array();
    }
}
