package dev.sallyport.connect.egress;

import dev.sallyport.connect.egress.wire.Chunks;
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
        @Override
        public String field() {
            return "Transfer-Encoding: chunked\r\n";
        }

        @Override
        public void copy(InputStream in, OutputStream out) throws IOException, WireBroken {
            for (long size = Chunks.next(in); size > 0; size = Chunks.next(in)) {
                out.write((Long.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                carry(in, out, size);
                Chunks.end(in);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            Chunks.last(in);
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
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
