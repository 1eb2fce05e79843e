package dev.sallyport.soc.detect;

import dev.sallyport.gate.identity.TenantId;
import java.util.Optional;

/** How far rules may go, asked at every match, so that what an operator sets holds at once. Thread-safe. */
@FunctionalInterface
public interface Stages {
    /** As far as its status says. */
    Stages STATUS = (tenant, rule, agent) -> Optional.of(rule.rule().stage());

    /**
     * How far the rule may go; its own status holds it back further.
     *
     * @param agent whom the match concerns, if anybody
     * @return empty if its matches are not even recorded
     */
    Optional<Stage> of(TenantId tenant, SigmaRules.Whole rule, Optional<String> agent);
}
