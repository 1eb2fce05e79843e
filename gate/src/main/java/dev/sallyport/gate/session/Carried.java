package dev.sallyport.gate.session;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.journal.Records;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an agent let into any of its sessions, and when last. Shared by all of them, so that what one session reads reaches
 * those that were in use already. Thread-safe.
 */
final class Carried {
    /**
     * What brought a level last.
     *
     * @param by the session it entered; empty if more than one let it in within {@link Sessions#INHERITANCE_MILLIS}
     */
    record Entry(String source, long timeMillis, Optional<SessionId> by) {
        Entry and(Entry other) {
            Entry later = other.timeMillis > timeMillis ? other : this;
            boolean apart = Math.abs(other.timeMillis - timeMillis) > Sessions.INHERITANCE_MILLIS;
            return apart || other.by.equals(by) ? later : new Entry(later.source, later.timeMillis, Optional.empty());
        }
    }

    private final ConcurrentHashMap<TrustLevel, Entry> entries = new ConcurrentHashMap<>();

    /** What the records still hold of the agent. */
    static Carried of(List<Records.SessionLabel> labels) {
        Carried carried = new Carried();
        for (Records.SessionLabel label : labels) {
            carried.enter(level(label), label.source(), label.timeMillis(), label.session());
        }
        return carried;
    }

    /** A label's level; one that this build does not know counts as the worst. */
    static TrustLevel level(Records.SessionLabel label) {
        return TrustLevel.byWire(label.trust()).orElse(TrustLevel.MALICIOUS_SUSPECTED);
    }

    void enter(TrustLevel trust, String source, long timeMillis, SessionId by) {
        entries.merge(trust, new Entry(source, timeMillis, Optional.of(by)), Entry::and);
    }

    /** What entered at or after that time, by level. */
    Map<TrustLevel, Entry> since(long timeMillis) {
        Map<TrustLevel, Entry> recent = new HashMap<>();
        entries.forEach((trust, entry) -> {
            if (entry.timeMillis() >= timeMillis) {
                recent.put(trust, entry);
            }
        });
        return recent;
    }
}
