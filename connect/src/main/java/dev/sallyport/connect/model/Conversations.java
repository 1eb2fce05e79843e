package dev.sallyport.connect.model;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What sessions were told already, by hash, because every request repeats the whole conversation. At most {@value #MOST} conversations of
 * {@value #PIECES} pieces: what is forgotten is told again, and a result that was told before counts as a stranger's then. Thread-safe.
 */
final class Conversations {
    static final int MOST = 10_000;
    static final int PIECES = 20_000;

    private record Key(TenantId tenant, AgentId agent, SessionId session) {}

    /** One conversation; guarded by itself, and held while a request is told, so that two requests tell nothing twice. */
    static final class Told {
        private final Set<String> own = new HashSet<>();
        private final Set<String> strange = new HashSet<>();

        /** Whether it is known as the user's words, or as the result of a call that was released. */
        boolean isOwn(String piece) {
            return own.contains(piece);
        }

        /** It is known from now on. */
        void own(String piece) {
            add(own, piece);
        }

        /** Whether a stranger's piece is new. */
        boolean isNewFromAStranger(String piece) {
            return add(strange, piece);
        }

        private static boolean add(Set<String> pieces, String piece) {
            if (pieces.size() >= PIECES) {
                pieces.clear();
            }
            return pieces.add(piece);
        }
    }

    /** Guarded by itself; the longest unused first. */
    private final Map<Key, Told> all = new LinkedHashMap<>(64, 0.75f, true);

    Told of(TenantId tenant, AgentId agent, SessionId session) {
        synchronized (all) {
            Told told = all.computeIfAbsent(new Key(tenant, agent, session), key -> new Told());
            if (all.size() > MOST) {
                all.remove(all.keySet().iterator().next());
            }
            return told;
        }
    }
}
