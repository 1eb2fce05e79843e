package dev.sallyport.mailroom;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The stdio transport: one JSON message a line, UTF-8, no line break inside a message (MCP 2025-11-25, "Transports: stdio").
 *
 * <p>One thread reads; any thread may send, each message in one piece.
 */
final class Wire implements Closeable {

    /** A longer line is refused: this server's largest honest message is a file to write. */
    static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final int maxLineBytes;

    Wire(InputStream in, OutputStream out, int maxLineBytes) {
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.maxLineBytes = maxLineBytes;
    }

    /**
     * The next line without its end, or null at the end of the stream.
     *
     * @throws LineTooLong when it is longer than the limit; the stream then stands at the next line
     */
    byte @Nullable [] readLine() throws IOException, LineTooLong {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean any = false;
        boolean tooLong = false;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            any = true;
            if (octet == '\n') {
                break;
            }
            tooLong |= line.size() >= maxLineBytes;
            if (!tooLong) {
                line.write(octet);
            }
        }
        if (tooLong) {
            throw new LineTooLong(maxLineBytes);
        }
        return any ? line.toByteArray() : null;
    }

    /** Writes one message and flushes it. */
    synchronized void send(JsonNode message) throws IOException {
        out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        in.close();
        out.close();
    }

    /** A line past the limit. */
    static final class LineTooLong extends Exception {

        private static final long serialVersionUID = 1L;

        LineTooLong(int limit) {
            super("message longer than " + limit + " bytes");
        }
    }
}
