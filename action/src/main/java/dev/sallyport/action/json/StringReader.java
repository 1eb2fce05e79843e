package dev.sallyport.action.json;

import java.nio.charset.StandardCharsets;

/**
 * Strings and names (RFC 8259 section 7). Plain ASCII is copied in one go; the first other byte leads to
 * {@link EscapedText}, which decodes UTF-8 and escapes.
 */
final class StringReader {
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
        int end = plainEnd(start);
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
    private int plainEnd(int start) {
        byte[] bytes = in.bytes;
        int i = start;
        while (i < bytes.length) {
            byte c = bytes[i];
            if (c < ' ' || c == '"' || c == '\\') { // a byte above 0x7f is negative here
                break;
            }
            i++;
        }
        return i;
    }
}
