package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.AgentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tenant's policies: the bundle in force, the one on trial beside it, and those that were in force before.
 *
 * @param earlier what rolling back returns to, the newest last; at most {@value #EARLIER_LIMIT}
 */
public record PolicyStanding(PolicySource active, Optional<StagedPolicy> staged, List<PolicySource> earlier) {
    /** How many steps can be taken back. */
    public static final int EARLIER_LIMIT = 8;

    public PolicyStanding {
        earlier = List.copyOf(earlier);
    }

    /** The first bundle of a tenant. */
    static PolicyStanding first(PolicySource policy) {
        return new PolicyStanding(policy, Optional.empty(), List.of());
    }

    /** The bundle that decides for that agent. */
    public PolicySource deciding(AgentId agent) {
        return staged.filter(s -> s.decidesFor(agent)).map(StagedPolicy::policy).orElse(active);
    }

    /** The bundle whose verdict on that agent's calls is recorded beside the decision, and decides nothing. */
    public Optional<PolicySource> watching(AgentId agent) {
        return staged.filter(s -> !s.decidesFor(agent)).map(StagedPolicy::policy);
    }

    /** Another bundle in force; a trial of the same bundle is over. */
    PolicyStanding activating(PolicySource policy) {
        if (policy.digest().equals(active.digest())) {
            return this;
        }
        List<PolicySource> kept = new ArrayList<>(earlier);
        kept.add(active);
        return new PolicyStanding(
                policy,
                staged.filter(s -> !s.policy().digest().equals(policy.digest())),
                kept.subList(Math.max(0, kept.size() - EARLIER_LIMIT), kept.size()));
    }

    /** A bundle on trial instead of whichever was. */
    PolicyStanding staging(StagedPolicy next) {
        return new PolicyStanding(active, Optional.of(next), earlier);
    }

    /** The bundle on trial in force, if it is still that one. */
    PolicyStanding promoting(String digest) {
        return staged.map(StagedPolicy::policy)
                .filter(p -> p.digest().equals(digest))
                .map(this::activating)
                .orElse(this);
    }

    /** Without the bundle of that digest: its trial ends, or what was in force before it is so again. */
    PolicyStanding rollingBack(String digest) {
        if (staged.filter(s -> s.policy().digest().equals(digest)).isPresent()) {
            return new PolicyStanding(active, Optional.empty(), earlier);
        }
        if (!active.digest().equals(digest) || earlier.isEmpty()) {
            return this;
        }
        return new PolicyStanding(earlier.getLast(), Optional.empty(), earlier.subList(0, earlier.size() - 1));
    }

    /** The digest that rolling back would take away: the trial's, else the active one's if one was in force before. */
    public Optional<String> lastStep() {
        return staged.map(s -> s.policy().digest())
                .or(() -> earlier.isEmpty() ? Optional.empty() : Optional.of(active.digest()));
    }
}
