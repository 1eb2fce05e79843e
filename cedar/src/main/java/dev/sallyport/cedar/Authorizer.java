package dev.sallyport.cedar;

import dev.sallyport.cedar.Answer.Decision;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.syntax.PolicyId;
import dev.sallyport.cedar.value.Entities;
import dev.sallyport.cedar.value.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers requests as Cedar's authorization algorithm does: default deny, forbid overrides permit, a policy that cannot
 * be evaluated counts for nothing and is reported. Stateless and thread-safe.
 */
public final class Authorizer {

    private Authorizer() {}

    /** The answer of {@code policies} to {@code request}, looking only at policies whose head may hold. */
    public static Answer isAuthorized(Request request, PolicySet policies, Entities entities) {
        Frame frame = new Frame(request, entities);
        int[] candidates = policies.index().candidates(frame);
        Tally tally = new Tally();
        for (int candidate : candidates) {
            tally.evaluate(policies, candidate, frame);
        }
        return tally.answer();
    }

    /** The same answer by evaluating every policy; what {@link #isAuthorized} is tested against. */
    static Answer isAuthorizedLinearly(Request request, PolicySet policies, Entities entities) {
        Frame frame = new Frame(request, entities);
        Tally tally = new Tally();
        for (int i = 0; i < policies.size(); i++) {
            tally.evaluate(policies, i, frame);
        }
        return tally.answer();
    }

    private static final class Tally {

        private final List<PolicyId> permits = new ArrayList<>(4);
        private final List<PolicyId> forbids = new ArrayList<>(4);
        private final List<Answer.PolicyError> errors = new ArrayList<>(0);

        void evaluate(PolicySet policies, int i, Frame frame) {
            Policy policy = policies.policyAt(i);
            try {
                if (policies.nodeAt(i).test(frame)) {
                    (policy.effect() == Policy.Effect.PERMIT ? permits : forbids).add(policy.id());
                }
            } catch (EvaluationError e) {
                errors.add(new Answer.PolicyError(policy.id(), String.valueOf(e.getMessage())));
            }
        }

        Answer answer() {
            boolean allow = forbids.isEmpty() && !permits.isEmpty();
            return new Answer(
                    allow ? Decision.ALLOW : Decision.DENY,
                    List.copyOf(allow ? permits : forbids),
                    List.copyOf(errors));
        }
    }
}
