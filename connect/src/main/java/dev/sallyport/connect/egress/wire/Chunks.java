package dev.sallyport.connect.egress.wire;

import java.io.IOException;
import java.io.InputStream;

/** The marks between the chunks of a body (RFC 9112, section 7.1), each with one reading. Extensions are dropped. */
public final class Chunks {
    private static final int MAX_LINE = 256;
    private static final int MAX_DIGITS = 12;

    private Chunks() {}

    /**
     * The length of the next chunk; 0 for the last.
     *
     * @throws WireBroken if none begins here
     */
    public static long next(InputStream in) throws IOException, WireBroken {
        String line = line(in);
        int end = line.indexOf(';');
        String digits = end < 0 ? line : line.substring(0, end);
        boolean hex = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        if (!hex) {
            throw new WireBroken("the length of a chunk is no hexadecimal number");
        }
        return Long.parseLong(digits, 16);
    }

    /** What stands behind a chunk. */
    public static void end(InputStream in) throws IOException, WireBroken {
        if (!line(in).isEmpty()) {
            throw new WireBroken("a chunk is longer than it says");
        }
    }

    /** What stands behind the last chunk. */
    public static void last(InputStream in) throws IOException, WireBroken {
        if (!line(in).isEmpty()) {
            throw new WireBroken("fields after a body are not carried");
        }
    }

    private static String line(InputStream in) throws IOException, WireBroken {
        StringBuilder out = new StringBuilder();
        for (int b = in.read(); b != '\r'; b = in.read()) {
            if (b < ' ' || b > '~' || out.length() == MAX_LINE) {
                throw new WireBroken("a chunk's first line is not well-formed");
            }
            out.append((char) b);
        }
        if (in.read() != '\n') {
            throw new WireBroken("a chunk's first line does not end in CRLF");
        }
        return out.toString();
    }
}
