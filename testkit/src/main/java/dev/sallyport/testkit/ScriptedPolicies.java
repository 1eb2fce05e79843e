package dev.sallyport.testkit;

import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.policy.Policies;
import dev.sallyport.gate.policy.PolicyAnswer;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.registry.PolicySource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Policies without a language, for tests of what surrounds them. The shape is the default pack's: reads are permitted,
 * changes by trust. The source's digest names the variant: {@code deny-all} forbids everything, {@code ask-all} asks for
 * everything, {@code broken} can't be evaluated, anything else is the default shape.
 */
public final class ScriptedPolicies implements Policies {
    /** How long approvals stand, in milliseconds. */
    public static final long EXPIRY_MILLIS = 15 * 60 * 1000L;

    @Override
    public PolicyBundle bundle(PolicySource source) {
        return new Bundle(source.digest(), source.label());
    }

    private record Bundle(String digest, String label) implements PolicyBundle {
        private static final Set<TrustLevel> HOSTILE =
                Set.of(TrustLevel.UNTRUSTED_EXTERNAL, TrustLevel.MALICIOUS_SUSPECTED);
        private static final Set<TrustLevel> DOUBTFUL = Set.of(TrustLevel.SEMI_TRUSTED_CUSTOMER, TrustLevel.UNKNOWN);

        @Override
        public boolean readsResource() {
            return false;
        }

        @Override
        public PolicyAnswer evaluate(Facts facts) {
            return switch (digest) {
                case "deny-all" -> answer(PolicyAnswer.Verdict.FORBID, "deny-all");
                case "ask-all" -> ask("ask-all", "approvers", 1);
                case "ask-two" -> ask("ask-two", "approvers", 2);
                case "broken" -> answer(PolicyAnswer.Verdict.ERROR, "broken");
                default -> byTrust(facts);
            };
        }

        private static PolicyAnswer byTrust(Facts facts) {
            Set<TrustLevel> influences = facts.trust().influences();
            if (facts.what().effect() == Effect.READS) {
                return answer(PolicyAnswer.Verdict.PERMIT, "reads");
            }
            if (influences.stream().anyMatch(HOSTILE::contains)) {
                return answer(PolicyAnswer.Verdict.FORBID, "hostile-changes");
            }
            return influences.stream().anyMatch(DOUBTFUL::contains)
                    ? ask("doubtful-changes", "approvers", 1)
                    : answer(PolicyAnswer.Verdict.PERMIT, "trusted-changes");
        }

        private static PolicyAnswer answer(PolicyAnswer.Verdict verdict, String policy) {
            return new PolicyAnswer(verdict, List.of(policy), Optional.empty());
        }

        private static PolicyAnswer ask(String policy, String group, int quorum) {
            return new PolicyAnswer(
                    PolicyAnswer.Verdict.ASK,
                    List.of(policy),
                    Optional.of(new PolicyAnswer.Demand(group, quorum, EXPIRY_MILLIS)));
        }
    }
}
