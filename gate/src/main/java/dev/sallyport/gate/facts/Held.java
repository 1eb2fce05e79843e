package dev.sallyport.gate.facts;

import dev.sallyport.gate.identity.ApprovalId;
import java.util.List;

/**
 * The approval a claim stands on: what the first judgement demanded.
 *
 * @param policies the ids of the policies that determined it, sorted
 */
public record Held(ApprovalId id, String group, int quorum, List<String> policies) {
    public Held {
        policies = List.copyOf(policies);
    }
}
