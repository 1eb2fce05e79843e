package dev.sallyport.gate.policy.cedar;

import dev.sallyport.cedar.Answer;
import dev.sallyport.cedar.Authorizer;
import dev.sallyport.cedar.PolicySet;
import dev.sallyport.cedar.syntax.PolicyId;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.policy.PolicyAnswer;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.registry.PolicySource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A bundle of Cedar policies. Where Cedar would skip a policy that can't be evaluated, this answers ERROR: a forbid that
 * fails must not turn into a permit.
 */
final class CedarBundle implements PolicyBundle {
    private final String digest;
    private final String label;
    private final PolicySet policies;
    private final boolean readsResource;
    private final Map<PolicyId, PolicyAnswer.Demand> demands;

    CedarBundle(
            PolicySource source,
            PolicySet policies,
            boolean readsResource,
            Map<PolicyId, PolicyAnswer.Demand> demands) {
        this.digest = source.digest();
        this.label = source.label();
        this.policies = policies;
        this.readsResource = readsResource;
        this.demands = Map.copyOf(demands);
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public boolean readsResource() {
        return readsResource;
    }

    @Override
    public List<String> warnings() {
        return DemandConflicts.among(policies.policies(), demands);
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
        List<PolicyId> asking =
                answer.reason().stream().filter(demands::containsKey).toList();
        return asking.isEmpty()
                ? new PolicyAnswer(PolicyAnswer.Verdict.PERMIT, determining, Optional.empty())
                : ask(determining, asking);
    }

    /** Within one group the larger quorum and the shorter life satisfy every demand; two groups can't be one request. */
    private PolicyAnswer ask(List<String> determining, List<PolicyId> asking) {
        Optional<PolicyAnswer.Demand> all = Optional.empty();
        for (PolicyId policy : asking) {
            PolicyAnswer.Demand one = Objects.requireNonNull(demands.get(policy));
            if (all.isPresent() && !all.get().group().equals(one.group())) {
                return new PolicyAnswer(
                        PolicyAnswer.Verdict.CONFLICT,
                        asking.stream().map(PolicyId::value).toList(),
                        Optional.empty());
            }
            all = Optional.of(all.map(one::and).orElse(one));
        }
        return new PolicyAnswer(PolicyAnswer.Verdict.ASK, determining, all);
    }
}
