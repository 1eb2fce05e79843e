package dev.sallyport.cedar.error;

/**
 * A place in a source text.
 *
 * @param file the name the caller gave the text; only for people
 * @param line from 1
 * @param column from 1, in code points
 * @param byteOffset from 0, in the text's UTF-8 form
 */
public record Position(String file, int line, int column, int byteOffset) {

    /** The position of the UTF-16 index {@code index} of {@code source}; an index past the end means the end. */
    public static Position of(String file, String source, int index) {
        int end = Math.min(Math.max(index, 0), source.length());
        int line = 1;
        int lineStart = 0;
        int bytes = 0;
        for (int i = 0; i < end; i++) {
            char c = source.charAt(i);
            bytes += utf8Length(c);
            if (c == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(file, line, 1 + source.codePointCount(lineStart, end), bytes);
    }

    /** A surrogate half counts two bytes, so a pair makes four. */
    private static int utf8Length(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
