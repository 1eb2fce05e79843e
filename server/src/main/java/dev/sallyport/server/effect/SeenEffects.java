package dev.sallyport.server.effect;

import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest reports and what was found, so that a report counts once and a decision explains only so many. In memory: after a restart a
 * report that is sent again is looked at again. Not thread-safe: {@link EffectCheck} guards it.
 */
final class SeenEffects {
    /** Most reports that are remembered, and most decisions. */
    static final int MOST = 100_000;

    record Key(TenantId tenant, String service, String id) {}

    record Seen(Effect effect, Weighed weighed) {}

    private record Use(TenantId tenant, String service, String decision) {}

    private final Map<Key, Seen> seen = bounded();
    private final Map<Use, Integer> uses = bounded();

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }

    Optional<Seen> find(TenantId tenant, Effect effect) {
        return Optional.ofNullable(seen.get(new Key(tenant, effect.service(), effect.id())));
    }

    void keep(TenantId tenant, Effect effect, Weighed weighed) {
        seen.put(new Key(tenant, effect.service(), effect.id()), new Seen(effect, weighed));
        if (weighed instanceof Weighed.Explained explained) {
            uses.merge(use(tenant, effect, explained.decision()), 1, Integer::sum);
        }
    }

    boolean mayExplain(TenantId tenant, Effect effect, DecisionId decision, int each) {
        return uses.getOrDefault(use(tenant, effect, decision), 0) < each;
    }

    private static Use use(TenantId tenant, Effect effect, DecisionId decision) {
        return new Use(tenant, effect.service(), decision.value());
    }
}
