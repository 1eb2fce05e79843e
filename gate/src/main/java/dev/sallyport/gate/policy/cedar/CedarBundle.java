package dev.sallyport.gate.policy.cedar;

import dev.sallyport.cedar.Answer;
import dev.sallyport.cedar.Authorizer;
import dev.sallyport.cedar.PolicySet;
import dev.sallyport.cedar.syntax.PolicyId;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.policy.PolicyAnswer;
import dev.sallyport.gate.policy.PolicyBundle;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bundle of Cedar policies. Where Cedar would skip a policy that can't be evaluated, this answers ERROR: a forbid that
 * fails must not turn into a permit.
 */
final class CedarBundle implements PolicyBundle {
    /** Of several demands the larger quorum counts, then the shorter life, then the first group by name. */
    private static final Comparator<PolicyAnswer.Demand> STRICTEST = Comparator.comparingInt(
                    PolicyAnswer.Demand::quorum)
            .reversed()
            .thenComparingLong(PolicyAnswer.Demand::expiryMillis)
            .thenComparing(PolicyAnswer.Demand::group);

    private final String digest;
    private final PolicySet policies;
    private final boolean readsResource;
    private final Map<PolicyId, PolicyAnswer.Demand> demands;

    CedarBundle(String digest, PolicySet policies, boolean readsResource, Map<PolicyId, PolicyAnswer.Demand> demands) {
        this.digest = digest;
        this.policies = policies;
        this.readsResource = readsResource;
        this.demands = Map.copyOf(demands);
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public boolean readsResource() {
        return readsResource;
    }

    @Override
    public PolicyAnswer evaluate(Facts facts) {
        Answer answer = Authorizer.isAuthorized(Vocabulary.request(facts), policies, Vocabulary.entities(facts));
        if (!answer.errors().isEmpty()) {
            return new PolicyAnswer(
                    PolicyAnswer.Verdict.ERROR,
                    answer.errors().stream().map(e -> e.policy().value()).toList(),
                    Optional.empty());
        }
        List<String> determining = answer.reason().stream().map(PolicyId::value).toList();
        if (!answer.isAllowed()) {
            PolicyAnswer.Verdict verdict =
                    determining.isEmpty() ? PolicyAnswer.Verdict.SILENT : PolicyAnswer.Verdict.FORBID;
            return new PolicyAnswer(verdict, determining, Optional.empty());
        }
        Optional<PolicyAnswer.Demand> demand = answer.reason().stream()
                .filter(demands::containsKey)
                .map(demands::get)
                .min(STRICTEST);
        PolicyAnswer.Verdict verdict = demand.isPresent() ? PolicyAnswer.Verdict.ASK : PolicyAnswer.Verdict.PERMIT;
        return new PolicyAnswer(verdict, determining, demand);
    }
}
