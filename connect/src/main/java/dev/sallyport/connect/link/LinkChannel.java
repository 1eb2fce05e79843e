package dev.sallyport.connect.link;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Reads and writes {@link LinkFrame}s. One thread reads; any thread writes, whole frames. */
final class LinkChannel implements AutoCloseable {
    private static final int HEADER_BYTES = 5;
    private static final int BUFFER_BYTES = 64 << 10;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final ReentrantLock writing = new ReentrantLock();

    LinkChannel(SocketChannel channel) {
        this.channel = channel;
    }

    SocketChannel socket() {
        return channel;
    }

    /**
     * The next frame; nothing when the other end closed between two frames.
     *
     * @throws IOException when the channel breaks, also in the middle of a frame
     */
    Optional<LinkFrame> read() throws IOException {
        if (!in.hasRemaining() && !fill()) {
            return Optional.empty();
        }
        byte[] header = take(HEADER_BYTES);
        int length = ByteBuffer.wrap(header, 1, Integer.BYTES).getInt();
        Optional<LinkFrame.Kind> kind = LinkFrame.Kind.byWire(header[0]);
        if (kind.isEmpty() || length < 0 || length > LinkFrame.BODY_BYTES) {
            throw new LinkBroken(
                    "a piece of kind " + header[0] + " and " + length + " bytes, limit " + LinkFrame.BODY_BYTES);
        }
        return Optional.of(new LinkFrame(kind.get(), take(length)));
    }

    private byte[] take(int length) throws IOException {
        byte[] out = new byte[length];
        int have = 0;
        while (have < length) {
            if (!in.hasRemaining() && !fill()) {
                throw new EOFException("the link ended inside a frame");
            }
            int now = Math.min(length - have, in.remaining());
            in.get(out, have, now);
            have += now;
        }
        return out;
    }

    private boolean fill() throws IOException {
        in.clear();
        int got = channel.read(in);
        in.flip();
        return got >= 0 && in.hasRemaining();
    }

    /** Writes one frame; blocks while the other end does not read. */
    void write(LinkFrame frame) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .put(frame.kind().wire())
                .putInt(frame.body().length)
                .flip();
        ByteBuffer[] parts = {header, ByteBuffer.wrap(frame.body())};
        writing.lock();
        try {
            while (parts[0].hasRemaining() || parts[1].hasRemaining()) {
                if (channel.write(parts) < 0) {
                    throw new EOFException("the link is closed");
                }
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
