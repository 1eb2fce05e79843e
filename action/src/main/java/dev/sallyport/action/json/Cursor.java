package dev.sallyport.action.json;

/** A place in the document. Every read is checked against the end. Owned by one reader. */
final class Cursor {
    /** Answer of {@link #peek} at the end: no byte has this value. */
    static final int END = -1;

    final byte[] bytes;
    int at;

    Cursor(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The byte here, 0 to 255, or {@link #END}. */
    int peek() {
        return at < bytes.length ? bytes[at] & 0xff : END;
    }

    /** Passes space, tab, line feed and carriage return, and answers the byte behind them. */
    int skipWhitespace() {
        while (at < bytes.length) {
            int c = bytes[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c & 0xff;
            }
            at++;
        }
        return END;
    }

    /** The refusal for a byte that cannot stand here, or for the end. */
    MalformedJson unexpected(String wanted) {
        int c = peek();
        if (c == END) {
            return new MalformedJson(Refusal.UNEXPECTED_END, at, "document ends where " + wanted + " is due");
        }
        String seen = c > ' ' && c < 0x7f && c != '`' ? "`" + (char) c + "`" : String.format("byte 0x%02x", c);
        return new MalformedJson(Refusal.UNEXPECTED_CHARACTER, at, seen + " where " + wanted + " is due");
    }

    MalformedJson refused(Refusal refusal, int offset, String what) {
        return new MalformedJson(refusal, offset, what);
    }
}
