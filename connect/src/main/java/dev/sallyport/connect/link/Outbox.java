package dev.sallyport.connect.link;

import dev.sallyport.connect.mcp.proxy.Outlet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway still has to write to one shim. Whoever adds never waits; a shim that lets more than {@link #LIMIT_BYTES} pile up is cut
 * off. One thread runs {@link #drain}.
 */
final class Outbox implements Outlet {
    /** How much may wait, in bytes. */
    static final long LIMIT_BYTES = 64L << 20;

    private final LinkChannel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Under the lock:
    private final Deque<LinkFrame> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean closed;

    Outbox(LinkChannel channel) {
        this.channel = channel;
    }

    @Override
    public void toClient(byte[] frame) {
        add(new LinkFrame(LinkFrame.Kind.CLIENT, frame));
    }

    @Override
    public void toServer(byte[] frame) {
        add(new LinkFrame(LinkFrame.Kind.SERVER, frame));
    }

    @Override
    public void notice(String line) {
        add(LinkFrame.of(LinkFrame.Kind.NOTICE, line.replaceAll("\\p{Cntrl}", " ")));
    }

    void add(LinkFrame frame) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (frame.body().length > LinkFrame.BODY_BYTES || waitingBytes + frame.body().length > LIMIT_BYTES) {
                // A shim that misses one frame must not get the next.
                closed = true;
                waiting.clear();
            } else {
                waiting.add(frame);
                waitingBytes += frame.body().length;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more is added; what waits is still written. */
    void finish() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Writes until {@link #finish} and everything is written, then closes the channel. */
    void drain() {
        try (channel) {
            for (LinkFrame next = take(); next != null; next = take()) {
                channel.write(next);
            }
        } catch (IOException | InterruptedException e) {
            finish();
        }
    }

    private @Nullable LinkFrame take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            LinkFrame next = waiting.poll();
            waitingBytes -= next == null ? 0 : next.body().length;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
