package dev.sallyport.connect.mcp.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Reads server-sent events out of bytes as they come (HTML Living Standard, section 9.2.6). Lines end with a line feed, a carriage return, or
 * both. Confined to one thread.
 */
public final class EventReader {
    /** Hears events. */
    public interface Sink {
        /** Data of an event, its lines joined; empty for an event that only moves the cursor. */
        void event(byte[] data);
    }

    /** An identifier longer than this is not kept: nobody resumes by it. */
    private static final int ID_CHARS = 1024;

    private static final byte[] NONE = {};

    private final Sink sink;
    private final int limit;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(256);
    private boolean hasData;
    private boolean hasId;
    private boolean afterReturn;
    private boolean first = true;
    private String lastId;
    private OptionalLong retryMillis = OptionalLong.empty();

    /** A reader of events whose data and lines are at most that many bytes. */
    public EventReader(int limit, Sink sink) {
        this(limit, "", sink);
    }

    /** A reader that goes on behind the event with that identifier. */
    EventReader(int limit, String lastId, Sink sink) {
        this.limit = limit;
        this.lastId = lastId;
        this.sink = sink;
    }

    /** The identifier of the last event, empty if it had none. */
    public String lastId() {
        return lastId;
    }

    /** How long to wait before coming back, in milliseconds, if the server said so. */
    public OptionalLong retryMillis() {
        return retryMillis;
    }

    /**
     * Takes bytes in.
     *
     * @throws IOException when a line or an event is longer than it may be
     */
    public void read(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n' && afterReturn) {
                afterReturn = false;
            } else if (b == '\n' || b == '\r') {
                afterReturn = b == '\r';
                endLine();
            } else {
                afterReturn = false;
                if (line.size() >= limit) {
                    throw new IOException("an event longer than " + limit + " bytes");
                }
                line.write(b);
            }
        }
    }

    private void endLine() throws IOException {
        byte[] text = line.toByteArray();
        line.reset();
        if (first) {
            first = false;
            text = withoutMark(text);
        }
        if (text.length == 0) {
            dispatch();
            return;
        }
        int colon = 0;
        while (colon < text.length && text[colon] != ':') {
            colon++;
        }
        int from = colon + 1 < text.length && text[colon + 1] == ' ' ? colon + 2 : Math.min(colon + 1, text.length);
        field(new String(text, 0, colon, StandardCharsets.UTF_8), Arrays.copyOfRange(text, from, text.length));
    }

    private static byte[] withoutMark(byte[] text) {
        boolean marked = text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
        return marked ? Arrays.copyOfRange(text, 3, text.length) : text;
    }

    private void field(String name, byte[] value) throws IOException {
        switch (name) {
            case "data" -> {
                if (data.size() + value.length >= limit) {
                    throw new IOException("an event longer than " + limit + " bytes");
                }
                if (hasData) {
                    data.write('\n');
                }
                data.writeBytes(value);
                hasData = true;
            }
            case "id" -> {
                String id = new String(value, StandardCharsets.UTF_8);
                if (id.indexOf('\0') < 0
                        && id.length() <= ID_CHARS
                        && id.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                    lastId = id;
                    hasId = true;
                }
            }
            case "retry" -> {
                String digits = new String(value, StandardCharsets.US_ASCII);
                if (digits.matches("[0-9]{1,9}")) {
                    retryMillis = OptionalLong.of(Long.parseLong(digits));
                }
            }
            default -> {
                // comments, event names, and what later revisions add
            }
        }
    }

    private void dispatch() {
        if (hasData || hasId) {
            byte[] event = data.size() == 0 ? NONE : data.toByteArray();
            data.reset();
            hasData = false;
            hasId = false;
            sink.event(event);
        }
    }
}
