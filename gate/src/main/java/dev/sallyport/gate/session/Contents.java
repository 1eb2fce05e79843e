package dev.sallyport.gate.session;

import dev.sallyport.gate.identity.DecisionId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The content of all sessions together: how much memory it takes, and which session waits for which answer. Where it takes too much,
 * the sessions that were used least lately let go of theirs, and know it. Thread-safe.
 */
final class Contents {
    /** How much memory the content of all sessions may take, in bytes; one session's takes at most about a fifth of it. */
    static final long MOST_BYTES = 256L << 20;

    /** A session and when it was last used, read once so that they can be put in order. */
    private record Use(Session session, long tick) {}

    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong ticks = new AtomicLong();
    private final ConcurrentHashMap<DecisionId, Session> awaiting = new ConcurrentHashMap<>();

    Contents(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Counts uses, so that they have an order. */
    long tick() {
        return ticks.incrementAndGet();
    }

    void awaited(DecisionId call, Session by) {
        awaiting.put(call, by);
    }

    /** The session that waited for that answer, if one did; it no longer does. */
    @Nullable
    Session over(DecisionId call) {
        return awaiting.remove(call);
    }

    /** Counts what the session holds now. Under its lock. */
    void count(Session session) {
        long now = session.gone ? 0 : session.known().memoryBytes();
        bytes.addAndGet(now - session.counted);
        session.counted = now;
        session.used = tick();
    }

    /** Makes room among those sessions, if too much is held; one that is busy is left alone, for it is in use. */
    void makeRoom(Collection<Session> sessions) {
        if (bytes.get() <= mostBytes) {
            return;
        }
        List<Use> oldestFirst = sessions.stream()
                .map(s -> new Use(s, s.used))
                .filter(use -> use.tick() > 0)
                .sorted(Comparator.comparingLong(Use::tick))
                .toList();
        for (Use use : oldestFirst) {
            Session session = use.session();
            // Some room more than is needed, so that the next answer does not have to look again.
            if (bytes.get() <= mostBytes - mostBytes / 8) {
                return;
            }
            if (session.lock().tryLock()) {
                try {
                    session.known().forget();
                    count(session);
                    session.used = use.tick();
                } finally {
                    session.lock().unlock();
                }
            }
        }
    }

    /** A session nobody is inside goes. False if somebody uses it at this moment. */
    boolean drop(Session session) {
        if (!session.lock().tryLock()) {
            return false;
        }
        try {
            session.known().awaited().forEach(awaiting::remove);
            session.gone = true;
            count(session);
            return true;
        } finally {
            session.lock().unlock();
        }
    }
}
