package dev.sallyport.gate.session;

import dev.sallyport.action.TrustLevel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One session as its writer sees it. What entered it is read and added to only while {@link #lock()} is held, so calls
 * of a session are judged one after the other and each sees what every earlier release brought in.
 */
public final class Session {
    /** How long a record that a level entered stands for later ones of that level, in milliseconds. */
    private static final long RECORD_MILLIS = 60 * 60 * 1000L;

    private final ReentrantLock lock = new ReentrantLock();
    private final SortedMap<TrustLevel, String> entered = new TreeMap<>();
    private final Map<TrustLevel, Long> recorded = new EnumMap<>(TrustLevel.class);
    private final Carried carried;

    /** Calls inside; guarded by the map of {@link Sessions}. */
    int holders;

    Session(Carried carried) {
        this.carried = carried;
    }

    /** The lock of the session's one writer. */
    public ReentrantLock lock() {
        return lock;
    }

    /** Every trust level that entered, most trusted first. */
    public List<TrustLevel> levels() {
        requireWriter();
        return List.copyOf(entered.keySet());
    }

    /** What brought the levels, sorted, without repetition. */
    public List<String> sources() {
        requireWriter();
        return entered.values().stream().distinct().sorted().toList();
    }

    /**
     * Whether no durable record of the last hour says that content of that trust entered. A level that entered with a
     * commit which then failed still counts for judging, and must still be written by the next commit that brings it; one
     * that keeps entering is written again, because the agent's other sessions inherit it by its time.
     */
    public boolean isUnrecorded(TrustLevel trust, long timeMillis) {
        requireWriter();
        Long last = recorded.get(trust);
        return last == null || timeMillis - last >= RECORD_MILLIS;
    }

    /** A durable record says that content of that trust entered at that time. */
    public void recorded(TrustLevel trust, long timeMillis) {
        requireWriter();
        recorded.merge(trust, timeMillis, Math::max);
    }

    /** Lets content of that trust in, here and for the agent's other sessions. Nothing ever leaves. */
    public void enter(TrustLevel trust, String source, long timeMillis) {
        requireWriter();
        entered.putIfAbsent(trust, source);
        carried.enter(trust, source, timeMillis);
    }

    /** Takes over what the agent let in since that time, in any session. */
    void inherit(long sinceMillis) {
        lock.lock();
        try {
            carried.since(sinceMillis).forEach((trust, source) -> entered.putIfAbsent(trust, source));
        } finally {
            lock.unlock();
        }
    }

    /** For {@link Sessions}, before anyone else can see the session. */
    void recall(TrustLevel trust, String source) {
        entered.putIfAbsent(trust, source);
    }

    private void requireWriter() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a session is read and changed by its writer only");
        }
    }
}
