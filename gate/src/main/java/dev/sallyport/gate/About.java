package dev.sallyport.gate;

import dev.sallyport.action.canonical.CanonicalObject;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.form.Fields;
import java.util.List;
import java.util.Optional;

/**
 * What is kept beside the facts of a decision for people, exports and {@code replay}; no judgement reads it.
 *
 * @param decision wire word of the decision
 * @param reason wire word of the reason that decided
 * @param policies ids of the determining policies
 * @param userId whom the caller said it works for
 * @param traceId the trace the caller named
 * @param otherHash the action's hash in the scheme its agent was not registered with, where no fact holds it and that scheme has
 *     a form for it: by it an outcome that speaks the other scheme is told from one of other bytes
 */
public record About(
        String decision,
        String reason,
        List<String> policies,
        Optional<String> userId,
        Optional<String> traceId,
        Optional<String> otherHash) {
    public About {
        policies = List.copyOf(policies);
    }

    static About of(Judgement judgement, Call call, Optional<String> otherHash) {
        return new About(
                judgement.decision().wire(),
                judgement.decision().reason().wire(),
                judgement.policies(),
                call.userId(),
                call.traceId(),
                otherHash);
    }

    byte[] bytes() {
        return CanonicalObject.writer()
                .put("decision", decision)
                .put("other_hash", otherHash)
                .put("policies", policies)
                .put("reason", reason)
                .put("trace_id", traceId)
                .put("user_id", userId)
                .end()
                .bytes();
    }

    /** Reads it back. */
    public static About parse(byte[] bytes) {
        Fields f = Fields.parse("about", bytes);
        About about = new About(
                f.text("decision"),
                f.text("reason"),
                f.texts("policies"),
                f.optionalText("user_id"),
                f.optionalText("trace_id"),
                f.optionalText("other_hash"));
        f.end();
        return about;
    }
}
