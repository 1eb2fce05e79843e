package dev.sallyport.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.IntStream;

/** One connection and the request it is in the middle of. Confined to the generator's thread. */
final class Exchange {
    private static final int ANSWER_BYTES = 64 << 10;
    private static final int STATUS_AT = 9;
    private static final int UNKNOWN = -1;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER_BYTES);
    private final int[] counters;
    private int scanned;
    private int end = UNKNOWN;
    private long due;
    private boolean busy;

    Exchange(SocketChannel channel, SelectionKey key, byte[] request) {
        this.channel = channel;
        this.key = key;
        this.request = ByteBuffer.allocateDirect(request.length).put(request).flip();
        String text = new String(request, StandardCharsets.ISO_8859_1);
        this.counters = IntStream.range(0, text.length())
                .filter(at -> text.startsWith(Load.COUNTER, at))
                .toArray();
    }

    boolean busy() {
        return busy;
    }

    /** The connection broke: nothing comes any more. */
    void abandon() throws IOException {
        busy = false;
        channel.close();
    }

    long due() {
        return due;
    }

    /** Sends the request with that count in its places; its duration counts from {@code dueNanos}. */
    void send(long dueNanos, long count) throws IOException {
        number(count);
        due = dueNanos;
        busy = true;
        request.rewind();
        answer.clear();
        scanned = 0;
        end = UNKNOWN;
        write();
    }

    private void number(long count) {
        for (int at : counters) {
            long left = count;
            for (int i = Load.COUNTER.length() - 1; i >= 0; i--) {
                request.put(at + i, (byte) ('0' + left % 10));
                left /= 10;
            }
        }
    }

    void write() throws IOException {
        channel.write(request);
        key.interestOps(request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Reads what is there; whether the answer is complete. */
    boolean read() throws IOException {
        if (channel.read(answer) < 0) {
            throw new IOException("the server closed the connection");
        }
        if (end == UNKNOWN) {
            findEnd();
        }
        if (end != UNKNOWN && answer.position() >= end) {
            busy = false;
            return true;
        }
        if (!answer.hasRemaining()) {
            throw new IOException("an answer of more than " + ANSWER_BYTES + " bytes");
        }
        return false;
    }

    boolean acknowledged() {
        return answer.get(STATUS_AT) == '2' && answer.get(STATUS_AT + 1) == '0' && answer.get(STATUS_AT + 2) == '0';
    }

    String text() {
        byte[] bytes = new byte[answer.position()];
        answer.get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void findEnd() throws IOException {
        for (int i = Math.max(scanned, 3); i < answer.position(); i++) {
            if (answer.get(i) == '\n' && answer.get(i - 1) == '\r' && answer.get(i - 2) == '\n') {
                end = i + 1 + length(i);
                return;
            }
        }
        scanned = answer.position();
    }

    /** The body's length by the head, which is all before the index. Every answer's head is looked at: none may lie. */
    private int length(int headEnd) throws IOException {
        for (int i = 0; i < headEnd; i++) {
            // Only the line that begins with c, of this length, is worth decoding.
            if (answer.get(i) == '\n' && (answer.get(i + 1) | 0x20) == 'c' && (answer.get(i + 9) | 0x20) == 'l') {
                byte[] name = new byte[16];
                answer.get(i + 1, name, 0, Math.min(16, headEnd - i - 1));
                if (new String(name, StandardCharsets.US_ASCII)
                        .toLowerCase(Locale.ROOT)
                        .startsWith("content-length:")) {
                    return digits(i + 1 + "content-length:".length());
                }
            }
        }
        throw new IOException("an answer without Content-Length");
    }

    private int digits(int from) {
        int value = 0;
        for (int i = from; answer.get(i) != '\r'; i++) {
            int digit = answer.get(i) - '0';
            value = digit >= 0 && digit <= 9 ? value * 10 + digit : value;
        }
        return value;
    }
}
