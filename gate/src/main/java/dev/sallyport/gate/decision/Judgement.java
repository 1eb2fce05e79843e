package dev.sallyport.gate.decision;

import java.util.List;

/**
 * A decision and the policies that determined it.
 *
 * @param policies ids of the determining policies, sorted
 */
public record Judgement(Decision decision, List<String> policies) {
    public Judgement {
        policies = policies.stream().sorted().toList();
    }
}
