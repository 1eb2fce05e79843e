package dev.sallyport.gate.session;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.provenance.assess.Assessment;
import dev.sallyport.provenance.catalogue.ToolEntry;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Known known = new Known();
    private final SessionId id;
    private final Carried carried;
    private final Contents contents;

    /** Calls inside; guarded by the map of {@link Sessions}. */
    int holders;

    /** What it was last counted with in {@link Contents}; guarded by the lock. */
    long counted;

    /** Whether it was forgotten, so that whoever still has it adds nothing to the count; guarded by the lock. */
    boolean gone;

    /** When its content was last used, in the count of {@link Contents}. */
    volatile long used;

    Session(SessionId id, Carried carried, Contents contents) {
        this.id = id;
        this.carried = carried;
        this.contents = contents;
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
        carried.enter(trust, source, timeMillis, id);
    }

    /** Takes over what the agent let in since that time, in any session. */
    void inherit(long sinceMillis) {
        lock.lock();
        try {
            carried.since(sinceMillis).forEach((trust, entry) -> {
                entered.putIfAbsent(trust, entry.source());
                if (isDoubtful(trust) && !entry.by().equals(Optional.of(id))) {
                    known.inherit();
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /** For {@link Sessions}, before anyone else can see the session. */
    void recall(TrustLevel trust, String source) {
        entered.putIfAbsent(trust, source);
        known.miss();
    }

    /** Whether content of that trust makes a change doubtful. */
    private static boolean isDoubtful(TrustLevel trust) {
        return switch (trust) {
            case TRUSTED_INTERNAL_SIGNED, TRUSTED_INTERNAL_UNSIGNED -> false;
            case SEMI_TRUSTED_CUSTOMER, UNTRUSTED_EXTERNAL, MALICIOUS_SUSPECTED, UNKNOWN -> true;
        };
    }

    /** Whether the user's words are known here. */
    public boolean hasWords() {
        requireWriter();
        return known.hasWords();
    }

    /**
     * Where a call's values came from, as far as what entered is known. Nothing without the user's words, and nothing where content is
     * missing beside a doubtful influence: then the rules on trust levels stand, which hold or deny every change.
     *
     * @param influences every level that bears on the call
     */
    public Optional<Assessment> assess(ToolEntry tool, JsonObject arguments, Collection<TrustLevel> influences) {
        requireWriter();
        used = contents.tick();
        return known.assess(tool, arguments, influences.stream().anyMatch(Session::isDoubtful));
    }

    /**
     * A call is being released: from now on its answer counts as missing, until {@link Sessions#answered} or {@link #withdrawn}.
     *
     * @param dispatched whether the gateway sends it itself
     */
    public void released(DecisionId call, ToolEntry tool, JsonObject arguments, TrustLevel trust, boolean dispatched) {
        requireWriter();
        if (known.await(call, tool, arguments, trust, dispatched)) {
            contents.awaited(call, this);
        }
    }

    /** A call is being released whose answer nobody will look at. */
    public void missed() {
        requireWriter();
        known.miss();
    }

    /** The release of that call did not come about. */
    public void withdrawn(DecisionId call) {
        requireWriter();
        known.forgo(call);
        contents.over(call);
    }

    Known known() {
        requireWriter();
        return known;
    }

    private void requireWriter() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a session is read and changed by its writer only");
        }
    }
}
