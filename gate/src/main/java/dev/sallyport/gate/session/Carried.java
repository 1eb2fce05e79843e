package dev.sallyport.gate.session;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.journal.Records;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an agent let into any of its sessions, and when last. Shared by all of them, so that what one session reads reaches
 * those that were in use already. Thread-safe.
 */
final class Carried {
    private record Entry(String source, long timeMillis) {
        Entry later(Entry other) {
            return other.timeMillis > timeMillis ? other : this;
        }
    }

    private final ConcurrentHashMap<TrustLevel, Entry> entries = new ConcurrentHashMap<>();

    /** What the records still hold of the agent. */
    static Carried of(List<Records.SessionLabel> labels) {
        Carried carried = new Carried();
        for (Records.SessionLabel label : labels) {
            carried.enter(level(label), label.source(), label.timeMillis());
        }
        return carried;
    }

    /** A label's level; one that this build does not know counts as the worst. */
    static TrustLevel level(Records.SessionLabel label) {
        return TrustLevel.byWire(label.trust()).orElse(TrustLevel.MALICIOUS_SUSPECTED);
    }

    void enter(TrustLevel trust, String source, long timeMillis) {
        entries.merge(trust, new Entry(source, timeMillis), Entry::later);
    }

    /** The sources of what entered at or after that time, by level. */
    Map<TrustLevel, String> since(long timeMillis) {
        Map<TrustLevel, String> recent = new HashMap<>();
        entries.forEach((trust, entry) -> {
            if (entry.timeMillis() >= timeMillis) {
                recent.put(trust, entry.source());
            }
        });
        return recent;
    }
}
