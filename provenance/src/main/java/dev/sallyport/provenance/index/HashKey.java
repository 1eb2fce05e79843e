package dev.sallyport.provenance.index;

/**
 * The secret that an index hashes with, so that nobody outside can write content whose hashes fall together. Two numbers drawn
 * by whoever opens the session; any two will do, as long as the writers of content do not know them. The hash multiplies
 * to 128 bits and folds, eight bytes at a step, as the wyhash family does. Immutable.
 */
public record HashKey(long first, long second) {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long LAST = 0xD6E8FEB86659FD93L;

    /** A hash of eight bytes. */
    long ofLong(long value) {
        return fold(fold(value ^ first, second | 1), LAST);
    }

    /** A hash of the bytes from one position up to another. */
    long ofBytes(byte[] bytes, int from, int to) {
        long hash = first ^ ((to - from) * STEP);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = fold(hash ^ Bytes.longAt(bytes, at), second | 1);
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = (rest << Byte.SIZE) | (bytes[at] & 0xFF);
        }
        return fold(fold(hash ^ rest ^ STEP, second | 1), LAST);
    }

    /** A hash of characters as they are. */
    long ofChars(CharSequence text) {
        long hash = second ^ (text.length() * STEP);
        long four = 0;
        for (int i = 0; i < text.length(); i++) {
            four = (four << Character.SIZE) | text.charAt(i);
            if ((i & 3) == 3) {
                hash = fold(hash ^ four, first | 1);
                four = 0;
            }
        }
        return fold(fold(hash ^ four ^ STEP, first | 1), LAST);
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ (a * b);
    }
}
