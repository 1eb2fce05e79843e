package dev.sallyport.sdk;

import java.util.List;
import java.util.Optional;

/**
 * What the gateway decided about an action. A client hands one out only when its hash is the one computed here.
 *
 * @param verdict what it says
 * @param id the decision's id
 * @param reason the stable code of the reason that decided
 * @param riskScore 0 to 100; informs, never decides
 * @param riskLevel the same in a word
 * @param matchedPolicies which policies said so
 * @param receiptId the durable record of it
 * @param actionHash what was decided about, in hexadecimal digits
 * @param scheme the id of the scheme that the hash was made by
 * @param approval what to wait for when it is held
 */
public record Decision(
        Verdict verdict,
        String id,
        String reason,
        int riskScore,
        String riskLevel,
        List<String> matchedPolicies,
        String receiptId,
        String actionHash,
        String scheme,
        Optional<Approval> approval) {
    /** What a decision says. */
    public enum Verdict {
        /** It may run now. */
        ALLOW,
        /** It must not run. */
        DENY,
        /** It waits for people. */
        HELD
    }

    public Decision {
        matchedPolicies = List.copyOf(matchedPolicies);
    }

    static Decision of(Answer answer) {
        Decision decision = new Decision(
                verdict(answer.text("decision")),
                answer.text("decision_id"),
                answer.text("reason"),
                answer.integer("risk_score"),
                answer.text("risk_level"),
                answer.texts("matched_policies"),
                answer.text("receipt_id"),
                answer.text("action_hash"),
                answer.text("action_hash_scheme"),
                answer.optional("approval").map(Approval::of));
        if (decision.verdict == Verdict.HELD && decision.approval.isEmpty()) {
            throw Answer.malformed("an action is held without an approval to wait for");
        }
        return decision;
    }

    /** The decision within the answer to a claim, which says less. */
    static Decision ofConsumed(Answer answer) {
        return new Decision(
                verdict(answer.text("decision")),
                answer.text("decision_id"),
                answer.optionalText("reason").orElse("approved"),
                0,
                "unstated",
                List.of(),
                answer.text("receipt_id"),
                answer.text("action_hash"),
                answer.text("action_hash_scheme"),
                Optional.empty());
    }

    private static Verdict verdict(String word) {
        return switch (word) {
            case "allow" -> Verdict.ALLOW;
            case "deny" -> Verdict.DENY;
            case "require_approval" -> Verdict.HELD;
            default ->
                throw Unavailable.spoken(
                        "unknown_decision", "the gateway decided something that is not known here", Place.NONE);
        };
    }
}
