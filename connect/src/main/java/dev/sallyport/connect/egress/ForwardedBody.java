package dev.sallyport.connect.egress;

import dev.sallyport.connect.egress.wire.Head;
import dev.sallyport.connect.egress.wire.WireBroken;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request's body with a length that nobody can read in two ways (RFC 9112, section 6). Nothing after its end is read. */
sealed interface ForwardedBody {
    /** The field that tells the next one its length; empty, or a whole line. */
    String field();

    /** Carries it. */
    void copy(InputStream in, OutputStream out) throws IOException, WireBroken;

    /** None. */
    record None() implements ForwardedBody {
        @Override
        public String field() {
            return "";
        }

        @Override
        public void copy(InputStream in, OutputStream out) {}
    }

    /** So many bytes. */
    record Sized(long length) implements ForwardedBody {
        @Override
        public String field() {
            return "Content-Length: " + length + "\r\n";
        }

        @Override
        public void copy(InputStream in, OutputStream out) throws IOException {
            carry(in, out, length);
        }
    }

    /** Chunks, which are written anew: extensions and trailers are dropped. */
    record Chunked() implements ForwardedBody {
        private static final int MAX_LINE = 256;

        @Override
        public String field() {
            return "Transfer-Encoding: chunked\r\n";
        }

        @Override
        public void copy(InputStream in, OutputStream out) throws IOException, WireBroken {
            for (long size = size(line(in)); size > 0; size = size(line(in))) {
                out.write((Long.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                carry(in, out, size);
                if (!line(in).isEmpty()) {
                    throw new WireBroken("a chunk is longer than it says");
                }
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            if (!line(in).isEmpty()) {
                throw new WireBroken("fields after a body are not carried");
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        private static long size(String line) throws WireBroken {
            int end = line.indexOf(';');
            String digits = end < 0 ? line : line.substring(0, end);
            boolean hex = !digits.isEmpty()
                    && digits.length() <= 12
                    && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0);
            if (!hex) {
                throw new WireBroken("the length of a chunk is no hexadecimal number");
            }
            return Long.parseLong(digits, 16);
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

    /**
     * The body that a head announces.
     *
     * @throws WireBroken if it announces two, or one that is no number
     */
    static ForwardedBody of(Head head) throws WireBroken {
        List<String> codings = head.values("Transfer-Encoding");
        List<String> lengths = head.values("Content-Length");
        if (codings.isEmpty() && lengths.isEmpty()) {
            return new None();
        }
        if (codings.size() + lengths.size() != 1) {
            throw new WireBroken("the body's length is given more than once");
        }
        if (!codings.isEmpty()) {
            if (!codings.getFirst().equalsIgnoreCase("chunked")) {
                throw new WireBroken("chunked is the only transfer coding this proxy carries");
            }
            return new Chunked();
        }
        String length = lengths.getFirst();
        if (length.isEmpty() || length.length() > 15 || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new WireBroken("Content-Length is no number");
        }
        return new Sized(Long.parseLong(length));
    }

    private static void carry(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[EgressLimits.BUFFER];
        for (long left = length; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                throw new EOFException("the connection ended within a body");
            }
            out.write(buffer, 0, n);
            left -= n;
        }
    }
}
