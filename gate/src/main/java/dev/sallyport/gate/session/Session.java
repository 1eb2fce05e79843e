package dev.sallyport.gate.session;

import dev.sallyport.action.TrustLevel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One session as its writer sees it. Labels are read and lowered only while {@link #lock()} is held, so calls of a
 * session are judged one after the other and each sees what every earlier release brought in.
 */
public final class Session {
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<TrustLevel> lowest;
    private List<String> sources;

    /** Calls inside; guarded by the map of {@link Sessions}. */
    int holders;

    Session(Optional<TrustLevel> lowest, List<String> sources) {
        this.lowest = lowest;
        this.sources = List.copyOf(sources);
    }

    /** The lock of the session's one writer. */
    public ReentrantLock lock() {
        return lock;
    }

    /** The lowest trust of anything that entered; empty if nothing below the install's own did. */
    public Optional<TrustLevel> lowest() {
        requireWriter();
        return lowest;
    }

    /** What lowered it, sorted. */
    public List<String> sources() {
        requireWriter();
        return sources;
    }

    /** Whether entering results of that trust would lower the session. */
    public boolean wouldLower(TrustLevel trust) {
        requireWriter();
        return lowest.isEmpty() || TrustLevel.lowest(lowest.get(), trust) != lowest.get();
    }

    /** Lets results of that trust in. Only ever lowers. */
    public void lower(TrustLevel trust, String source) {
        if (wouldLower(trust)) {
            lowest = Optional.of(trust);
            sources = List.of(source);
        }
    }

    private void requireWriter() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a session is read and changed by its writer only");
        }
    }
}
