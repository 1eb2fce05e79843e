package dev.sallyport.connect.egress.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the head of one request or answer (RFC 9112), stricter than the standard asks: lines end in CRLF, no line continues another, and nothing but
 * printable ASCII is in them. Whatever two readers could read differently is refused.
 */
public final class HeadReader {
    /** Greatest length of a head, in bytes. */
    public static final int MAX_BYTES = 16 * 1024;

    /** Greatest number of fields. */
    public static final int MAX_FIELDS = 100;

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private final InputStream in;
    private int left = MAX_BYTES;

    private HeadReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next head; empty if the other side closed instead of asking.
     *
     * @throws WireBroken if it is no well-formed head of HTTP/1.1 within the limits
     */
    public static Optional<Head> read(InputStream in) throws IOException, WireBroken {
        return new HeadReader(in).head();
    }

    private Optional<Head> head() throws IOException, WireBroken {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        String[] line = line(first).split(" ", -1);
        if (line.length != 3 || !isToken(line[0]) || line[1].isEmpty()) {
            throw new WireBroken("the request line is not METHOD TARGET VERSION");
        }
        if (!line[2].equals("HTTP/1.1") && !line[2].equals("HTTP/1.0")) {
            throw new WireBroken("this proxy speaks HTTP/1.1");
        }
        return Optional.of(new Head(line[0], line[1], fields()));
    }

    /**
     * The head of an answer.
     *
     * @throws WireBroken if it is no well-formed head of HTTP/1.1 within the limits
     */
    public static AnswerHead readAnswer(InputStream in) throws IOException, WireBroken {
        HeadReader reader = new HeadReader(in);
        String[] line = reader.line(reader.next()).split(" ", 3);
        boolean ours = line.length >= 2 && (line[0].equals("HTTP/1.1") || line[0].equals("HTTP/1.0"));
        if (!ours || !line[1].matches("[1-5][0-9][0-9]")) {
            throw new WireBroken("the status line is not VERSION STATUS REASON");
        }
        return new AnswerHead(Integer.parseInt(line[1]), reader.fields());
    }

    private List<Head.Field> fields() throws IOException, WireBroken {
        List<Head.Field> fields = new ArrayList<>();
        for (String text = line(next()); !text.isEmpty(); text = line(next())) {
            if (fields.size() == MAX_FIELDS) {
                throw new WireBroken("more than " + MAX_FIELDS + " header fields");
            }
            fields.add(field(text));
        }
        return fields;
    }

    private static Head.Field field(String line) throws WireBroken {
        int colon = line.indexOf(':');
        // A name with a space before the colon, and a line that begins with one, are refused here as well.
        if (colon < 1 || !isToken(line.substring(0, colon))) {
            throw new WireBroken("a header field has no well-formed name");
        }
        return new Head.Field(
                line.substring(0, colon), line.substring(colon + 1).strip());
    }

    private String line(int first) throws IOException, WireBroken {
        StringBuilder out = new StringBuilder();
        for (int b = first; b != '\r'; b = next()) {
            if (b != '\t' && (b < ' ' || b > '~')) {
                throw new WireBroken("a byte in the head is no printable ASCII");
            }
            out.append((char) b);
        }
        if (next() != '\n') {
            throw new WireBroken("a line does not end in CRLF");
        }
        return out.toString();
    }

    private int next() throws IOException, WireBroken {
        if (--left <= 0) {
            throw new WireBroken("the head is longer than " + MAX_BYTES + " bytes");
        }
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the connection ended within a head");
        }
        return b;
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.getBytes(StandardCharsets.US_ASCII).length == text.length()
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0);
    }
}
