package dev.sallyport.cedar;

import dev.sallyport.cedar.syntax.PolicyId;
import java.util.List;

/**
 * What the policies say to one request. Immutable.
 *
 * @param decision deny unless some permit and no forbid is satisfied
 * @param reason the satisfied forbids, or else the satisfied permits, in the order of the set
 * @param errors the policies that could not be evaluated; Cedar leaves them out of the decision, so a caller that must
 *     not fail open denies when there are any
 */
public record Answer(Decision decision, List<PolicyId> reason, List<PolicyError> errors) {

    /** The two outcomes. */
    public enum Decision {
        ALLOW,
        DENY
    }

    /** Why a policy could not be evaluated. */
    public record PolicyError(PolicyId policy, String message) {}

    /** Whether the decision is to allow. */
    public boolean isAllowed() {
        return decision == Decision.ALLOW;
    }
}
