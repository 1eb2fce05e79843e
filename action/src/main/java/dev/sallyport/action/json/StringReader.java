package dev.sallyport.action.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Strings and names (RFC 8259 section 7). Plain ASCII is copied in one go; the first other byte leads to
 * {@link EscapedText}, which decodes UTF-8 and escapes.
 */
final class StringReader {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final Cursor in;
    private final int limit;
    private final EscapedText escaped;

    StringReader(Cursor in, int limit) {
        this.in = in;
        this.limit = limit;
        this.escaped = new EscapedText(in, limit);
    }

    /** Reads from the opening quote to behind the closing one. */
    String read() {
        int start = in.at + 1;
        int end = plainEnd(in.bytes, start);
        if (end - start > limit) {
            throw EscapedText.tooLong(limit, start);
        }
        if (end < in.bytes.length && in.bytes[end] == '"') {
            in.at = end + 1;
            return new String(in.bytes, start, end - start, StandardCharsets.ISO_8859_1);
        }
        return escaped.readFrom(start, end);
    }

    /** The first byte at or behind the start that is a quote, a backslash, a control, or not ASCII. */
    static int plainEnd(byte[] bytes, int start) {
        int i = start;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            long found = special((long) EIGHT_BYTES.get(bytes, i));
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < bytes.length && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++; // a byte above 0x7f is negative here and ends the run too
        }
        return i;
    }

    /**
     * Marks the high bit of each byte that ends a run, exact up to the first mark; marks behind it may be echoes of a borrow.
     * A byte is zero when taking one from it borrows and its own high bit was clear.
     */
    private static long special(long bytes) {
        long quote = bytes ^ (ONES * '"');
        long backslash = bytes ^ (ONES * '\\');
        long marks = ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash);
        return (marks | ((bytes - ONES * ' ') & ~bytes) | bytes) & HIGH_BITS;
    }
}
