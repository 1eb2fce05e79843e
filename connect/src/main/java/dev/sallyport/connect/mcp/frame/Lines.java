package dev.sallyport.connect.mcp.frame;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads frames that end with a line feed. One thread reads. A carriage return before it, and empty lines, are left out. */
public final class Lines {
    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    /** Lines of at most that many bytes. */
    public Lines(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** A line is longer than it may be. */
    public static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong(int limit) {
            super("a line longer than " + limit + " bytes");
        }
    }

    /**
     * The next line that is not empty; nothing at the end, where a line without a line feed counts as one.
     *
     * @throws TooLong when the line is longer than the limit
     */
    public Optional<byte[]> next() throws IOException {
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean more = read(line);
            byte[] bytes = line.toByteArray();
            int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
            if (length > 0) {
                return Optional.of(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
            }
            if (!more) {
                return Optional.empty();
            }
        }
    }

    private boolean read(ByteArrayOutputStream line) throws IOException {
        while (true) {
            if (at == end) {
                end = Math.max(0, in.read(buffer));
                at = 0;
                if (end == 0) {
                    return false;
                }
            }
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            if (line.size() + stop - at > limit) {
                throw new TooLong(limit);
            }
            line.write(buffer, at, stop - at);
            at = Math.min(stop + 1, end);
            if (stop < end) {
                return true;
            }
        }
    }
}
