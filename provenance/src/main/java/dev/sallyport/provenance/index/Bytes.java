package dev.sallyport.provenance.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reading of byte arrays eight at a time. */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static boolean equal(byte[] a, int from, byte[] b, int at, int length) {
        return Arrays.equals(a, from, from + length, b, at, at + length);
    }

    /** Up to where in {@code a} both hold the same, from one position on. */
    static int forward(byte[] a, int from, int to, byte[] b, int at) {
        int most = Math.min(to - from, b.length - at);
        int mismatch = Arrays.mismatch(a, from, from + most, b, at, at + most);
        return from + (mismatch < 0 ? most : mismatch);
    }

    /** From where in {@code a} both hold the same, up to a position. */
    static int backward(byte[] a, int to, byte[] b, int at) {
        int from = to;
        int shift = at - to;
        int least = Math.max(0, -shift);
        while (from >= least + Long.BYTES) {
            long difference = longAt(a, from - Long.BYTES) ^ longAt(b, from + shift - Long.BYTES);
            if (difference != 0) {
                return from - Long.numberOfLeadingZeros(difference) / Byte.SIZE;
            }
            from -= Long.BYTES;
        }
        while (from > least && a[from - 1] == b[from + shift - 1]) {
            from--;
        }
        return from;
    }

    static boolean isAscii(byte[] bytes, int length) {
        long high = 0;
        for (int i = 0; i < length; i++) {
            high |= bytes[i];
        }
        return high >= 0;
    }

    /** How many characters the UTF-8 between two positions holds. */
    static int characters(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                count++;
            }
        }
        return count;
    }
}
