package dev.sallyport.soc.rehearsal;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Effects;
import dev.sallyport.soc.response.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Effects that are remembered and not done. Nobody but playbooks acts here. Confined to one thread. */
final class Pretended implements Effects {
    private record On(Effect stop, String target) {}

    private final int agents;
    private final int servers;
    // What is in force, with the key of the step that put it there.
    private final Map<On, String> inForce = new HashMap<>();

    Pretended(int agents, int servers) {
        this.agents = agents;
        this.servers = servers;
    }

    @Override
    public Standing standing(TenantId tenant, Effect effect, String target) {
        return inForce.containsKey(on(effect, target)) == effect.isStop() ? Standing.IN_FORCE : Standing.NOT_IN_FORCE;
    }

    @Override
    public Result apply(Step step, Effect effect, boolean undo) {
        if (effect.isStop()) {
            inForce.put(on(effect, step.target()), step.key());
        } else {
            inForce.remove(on(effect, step.target()));
        }
        return new Result.Done("");
    }

    /** The stop that the effect is, or lifts. */
    private static On on(Effect effect, String target) {
        Effect stop = effect.isStop()
                ? effect
                : Arrays.stream(Effect.values())
                        .filter(other -> other.inverse().equals(Optional.of(effect)))
                        .findFirst()
                        .orElse(effect);
        return new On(stop, target);
    }

    @Override
    public Optional<String> receiptOf(Step step, boolean undo) {
        return Optional.empty();
    }

    @Override
    public boolean isOurs(Step step) {
        return true;
    }

    @Override
    public int agents(TenantId tenant) {
        return agents;
    }

    @Override
    public int servers(TenantId tenant) {
        return servers;
    }

    /** The steps that keep that target stopped. */
    Iterable<String> stopping(String target) {
        return inForce.entrySet().stream()
                .filter(each -> each.getKey().target().equals(target))
                .map(Map.Entry::getValue)
                .toList();
    }

    boolean isIdle() {
        return inForce.isEmpty();
    }
}
