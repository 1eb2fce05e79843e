package dev.sallyport.gate.session;

import dev.sallyport.action.TrustLevel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One session as its writer sees it. What entered it is read and added to only while {@link #lock()} is held, so calls
 * of a session are judged one after the other and each sees what every earlier release brought in.
 */
public final class Session {
    private final ReentrantLock lock = new ReentrantLock();
    private final SortedMap<TrustLevel, String> entered = new TreeMap<>();
    private final Set<TrustLevel> recorded = EnumSet.noneOf(TrustLevel.class);

    /** Calls inside; guarded by the map of {@link Sessions}. */
    int holders;

    Session() {}

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
     * Whether no durable record says yet that content of that trust entered. A level that entered with a commit which
     * then failed still counts for judging, and must still be written by the next commit that brings it.
     */
    public boolean isUnrecorded(TrustLevel trust) {
        requireWriter();
        return !recorded.contains(trust);
    }

    /** A durable record says that content of that trust entered. */
    public void recorded(TrustLevel trust) {
        requireWriter();
        recorded.add(trust);
    }

    /** Lets content of that trust in. Nothing ever leaves. */
    public void enter(TrustLevel trust, String source) {
        requireWriter();
        entered.putIfAbsent(trust, source);
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
