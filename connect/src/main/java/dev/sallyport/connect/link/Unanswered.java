package dev.sallyport.connect.link;

import dev.sallyport.connect.mcp.frame.Skim;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The client's requests that nobody answered yet, by their ids as written, so that a shim that loses its gateway can answer them itself.
 * Remembers a limited number. Thread-safe.
 */
final class Unanswered {
    /** How many are remembered; more than a gateway lets be pending. */
    static final int LIMIT = 4096;

    private static final String CANCELLED = "\"notifications/cancelled\"";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private final Condition some = lock.newCondition();
    // Under the lock, as the ids:
    private boolean over;
    private final Set<String> ids = new LinkedHashSet<>();

    /** A frame of the client passed by. Nobody waits any longer for what it cancels. */
    void asked(byte[] frame) {
        Map<String, Skim.Span> members = Skim.members(frame, Skim.all(frame)).orElse(Map.of());
        Skim.Span method = members.get("method");
        if (method == null) {
            return;
        }
        if (new String(method.of(frame), StandardCharsets.ISO_8859_1).equals(CANCELLED)) {
            cancelled(frame, members).ifPresent(this::remove);
        } else {
            word(frame, members, "id").ifPresent(this::add);
        }
    }

    /** A frame for the client passed by. */
    void answered(byte[] frame) {
        Map<String, Skim.Span> members = Skim.members(frame, Skim.all(frame)).orElse(Map.of());
        if (!members.containsKey("method")) {
            word(frame, members, "id").ifPresent(this::remove);
        }
    }

    /** Gives up all and names them. */
    List<byte[]> drain() {
        lock.lock();
        try {
            List<byte[]> all = ids.stream()
                    .map(id -> id.getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
            ids.clear();
            over = true;
            none.signalAll();
            some.signalAll();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all are answered; false when some are not within that time. */
    boolean awaitNone(long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (!ids.isEmpty() && left > 0) {
                left = none.awaitNanos(left);
            }
            return ids.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until somebody waits for an answer; false once all were given up. */
    boolean awaitSome() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ids.isEmpty() && !over) {
                some.await();
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }

    private void add(String id) {
        lock.lock();
        try {
            if (ids.size() < LIMIT) {
                ids.add(id);
            }
            some.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void remove(String id) {
        lock.lock();
        try {
            ids.remove(id);
            if (ids.isEmpty()) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private static Optional<String> cancelled(byte[] frame, Map<String, Skim.Span> members) {
        return Optional.ofNullable(members.get("params"))
                .flatMap(params -> Skim.members(frame, params))
                .flatMap(params -> word(frame, params, "requestId"));
    }

    /** A member's value as it is written. */
    private static Optional<String> word(byte[] frame, Map<String, Skim.Span> members, String name) {
        return Optional.ofNullable(members.get(name))
                .map(span -> new String(span.of(frame), StandardCharsets.ISO_8859_1));
    }
}
