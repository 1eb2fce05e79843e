package dev.sallyport.connect.mcp.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes an {@link EventStream} as server-sent events (HTML Living Standard, section 9.2.5), with comments while nothing is said. A frame
 * has no line ends of its own outside strings of its text, where JSON escapes them; one that has some is written as several lines of data.
 */
final class StreamWriter implements HttpAnswer.Writer {
    /** How long a client whose stream broke waits before it comes back. */
    static final long RETRY_MILLIS = 1_000;

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final EventStream stream;
    private final int reader;
    private final long from;
    private final Optional<String> name;
    private final boolean primes;
    private final long keepMillis;
    private final Runnable gone;

    /**
     * A writer.
     *
     * @param from the place behind which it begins
     * @param name what event ids begin with; without it events have none
     * @param primes whether an event without data comes first, so that the client can come back
     * @param gone what to do when the client is gone before the end
     */
    StreamWriter(
            EventStream stream,
            int reader,
            long from,
            Optional<String> name,
            boolean primes,
            long keepMillis,
            Runnable gone) {
        this.stream = stream;
        this.reader = reader;
        this.from = from;
        this.name = name;
        this.primes = primes;
        this.keepMillis = keepMillis;
        this.gone = gone;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            if (primes && name.isPresent()) {
                out.write(("id: " + name.get() + from + "\nretry: " + RETRY_MILLIS + "\ndata:\n\n")
                        .getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(COMMENT);
            }
            out.flush();
            write(out);
        } catch (IOException | RuntimeException e) {
            gone.run();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            gone.run();
            throw new IOException("stopping", e);
        }
    }

    private void write(OutputStream out) throws IOException, InterruptedException {
        long at = from;
        while (true) {
            switch (stream.after(reader, at, keepMillis)) {
                case EventStream.Found.Next next -> {
                    at = next.event().at();
                    out.write(event(next.event()));
                    out.flush();
                    stream.wrote(at);
                    if (next.event().last()) {
                        stream.delivered();
                        return;
                    }
                }
                case EventStream.Found.Nothing nothing -> {
                    out.write(COMMENT);
                    out.flush();
                }
                case EventStream.Found.Over over -> {
                    return;
                }
            }
        }
    }

    private byte[] event(EventStream.Event event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.frame().length + 64);
        name.ifPresent(n -> out.writeBytes(("id: " + n + event.at() + "\n").getBytes(StandardCharsets.US_ASCII)));
        out.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
        for (byte b : event.frame()) {
            if (b == '\n' || b == '\r') {
                out.writeBytes("\ndata: ".getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(b);
            }
        }
        out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
