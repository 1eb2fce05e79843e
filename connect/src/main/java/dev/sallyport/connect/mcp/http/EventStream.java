package dev.sallyport.connect.mcp.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is said on one stream to a client, kept until it is written and for a client that comes back. Bounded: beyond the limits the oldest
 * notifications go, never the answer. One reader at a time; a newer one sends the older away. Thread-safe.
 */
final class EventStream {
    /** A frame with its place in the stream, from 1 on. */
    @SuppressWarnings("ArrayRecordComponent") // written at once
    record Event(long at, byte[] frame, boolean last) {}

    /** What a reader finds. */
    sealed interface Found {
        /** The next event. */
        record Next(Event event) implements Found {}

        /** Nothing within the time. */
        record Nothing() implements Found {}

        /** Nothing more will come for this reader. */
        record Over() implements Found {}
    }

    private static final Found NOTHING = new Found.Nothing();
    private static final Found OVER = new Found.Over();

    private final HttpLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Under the lock:
    private final Deque<Event> kept = new ArrayDeque<>(2);
    private long said;
    private long written;
    private long bytes;
    private boolean finished;
    private boolean delivered;
    private boolean begun;
    private boolean hungUp;
    private int reader;

    EventStream(HttpLimits limits) {
        this.limits = limits;
    }

    /** Says something; after the last nothing more is taken. */
    void say(byte[] frame, boolean last) {
        lock.lock();
        try {
            if (finished) {
                return;
            }
            kept.add(new Event(++said, frame, last));
            bytes += last ? 0 : frame.length;
            finished = last;
            while (kept.size() > limits.queuedEvents() || bytes > limits.queuedBytes()) {
                bytes -= kept.remove().frame().length;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will be said. */
    void finish() {
        lock.lock();
        try {
            finished = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The client is to have a stream at once, though nothing is said yet. */
    void begin() {
        lock.lock();
        try {
            begun = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends the reader away once it has everything there is; it will come back for the rest. */
    void hangUp() {
        lock.lock();
        try {
            hungUp = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The reader that was sent away is there again. */
    void comeBack() {
        lock.lock();
        try {
            hungUp = false;
        } finally {
            lock.unlock();
        }
    }

    /** A new reader; whoever read before is over. */
    int attach() {
        lock.lock();
        try {
            changed.signalAll();
            return ++reader;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing more is to be said. */
    boolean isFinished() {
        lock.lock();
        try {
            return finished;
        } finally {
            lock.unlock();
        }
    }

    /** A reader has written everything there was. */
    void delivered() {
        lock.lock();
        try {
            delivered = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a reader wrote everything to the end. */
    boolean isDelivered() {
        lock.lock();
        try {
            return delivered;
        } finally {
            lock.unlock();
        }
    }

    /** The place of the newest event, 0 if nothing was said. */
    long said() {
        lock.lock();
        try {
            return said;
        } finally {
            lock.unlock();
        }
    }

    /** The place behind which everything was written before: a new reader begins there. */
    long writtenTo() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    /** A reader wrote everything up to that place. */
    void wrote(long place) {
        lock.lock();
        try {
            written = Math.max(written, place);
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes are kept. */
    long keptBytes() {
        lock.lock();
        try {
            return kept.stream().mapToLong(event -> event.frame().length).sum();
        } finally {
            lock.unlock();
        }
    }

    /** The next event behind that place, for the reader that attached with that number. */
    Found after(int who, long place, long millis) throws InterruptedException {
        return next(who, place, millis, false);
    }

    /** The first event, or nothing as soon as the client is to have a stream. */
    Found first(int who, long millis) throws InterruptedException {
        return next(who, 0, millis, true);
    }

    private Found next(int who, long place, long millis, boolean early) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (true) {
                if (who != reader) {
                    return OVER;
                }
                Optional<Event> next = behind(place);
                if (next.isPresent()) {
                    return new Found.Next(next.get());
                }
                if (finished || (hungUp && !early)) {
                    return OVER;
                }
                if (left <= 0 || (early && (begun || hungUp))) {
                    return NOTHING;
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<Event> behind(long place) {
        for (Event event : kept) {
            if (event.at() > place) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }
}
