package dev.sallyport.shield.canary;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which parts of a tenant's canaries each session has let out so far, a piece here and a piece there. Bounded: the session that was
 * quiet longest is forgotten. Safe for many threads.
 */
final class Pieces {
    /** Sessions of one tenant that are remembered. */
    static final int MOST_SESSIONS = 1_024;

    /** Canaries of which one session's pieces are remembered. */
    static final int MOST_CORES = 64;

    /** Pieces older than that count no more, milliseconds. */
    static final long WINDOW = 30 * 60 * 1000L;

    /** Letters of a core that may be missing. */
    private static final int MISSING = 2;

    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();

    /** What one session let out of one core, and when it last did. */
    private static final class Seen {
        private final BitSet letters = new BitSet();
        private long last;
    }

    private static final class Tenant {
        private final Map<String, Map<String, Seen>> sessions = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Map<String, Seen>> eldest) {
                return size() > MOST_SESSIONS;
            }
        };
    }

    /** Counts the letters a call let out; whether, with what came before, they are all of the core's. */
    boolean add(String tenant, String session, String core, int length, BitSet letters, long now) {
        Tenant known = tenants.computeIfAbsent(tenant, t -> new Tenant());
        synchronized (known) {
            Map<String, Seen> seen = known.sessions.computeIfAbsent(session, s -> new LinkedHashMap<>());
            if (seen.size() >= MOST_CORES && !seen.containsKey(core)) {
                seen.remove(seen.keySet().iterator().next());
            }
            Seen one = seen.computeIfAbsent(core, c -> new Seen());
            if (now - one.last > WINDOW) {
                one.letters.clear();
            }
            one.last = now;
            one.letters.or(letters);
            return one.letters.cardinality() >= length - MISSING;
        }
    }
}
