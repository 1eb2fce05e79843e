package dev.sallyport.action.canonical;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.List;

/**
 * The published endless sequence of test numbers: chosen values, then 2,000 doubles upward from the least normal one, then
 * the doubles in a chain of SHA-256 blocks that starts from 32 zero bytes, without zeros and without what is not finite.
 */
final class Es6NumberSequence {
    private static final int NEIGHBOURS = 2_000;
    private static final long LEAST_NORMAL = 0x0010000000000000L;

    private final List<Long> chosen;
    private final MessageDigest sha256;
    private ByteBuffer block = ByteBuffer.wrap(new byte[32]).position(32);
    private int index;

    /** Continues after the chosen values, which the published table lists first. */
    Es6NumberSequence(List<Long> chosen, MessageDigest sha256) {
        this.chosen = chosen;
        this.sha256 = sha256;
    }

    /** The bits of the next number. */
    long next() {
        int at = index++;
        if (at < chosen.size()) {
            return chosen.get(at);
        }
        if (at < chosen.size() + NEIGHBOURS) {
            return LEAST_NORMAL + (at - chosen.size());
        }
        while (true) {
            if (!block.hasRemaining()) {
                block = ByteBuffer.wrap(sha256.digest(block.array())).order(ByteOrder.LITTLE_ENDIAN);
            }
            long bits = block.getLong();
            double value = Double.longBitsToDouble(bits);
            if (value != 0 && Double.isFinite(value)) {
                return bits;
            }
        }
    }
}
