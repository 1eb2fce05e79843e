package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Answer;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.server.http.Problem;
import java.util.Map;

/** The gate's answers that are no decisions, as problems. */
final class Answers {
    private Answers() {}

    /** What the gate could not decide or record. */
    static Problem failed(Answer.Failed failed) {
        if (failed.reason() == ReasonCode.APPROVAL_HASH_MISMATCH) {
            return new Problem(
                    409,
                    failed.reason().wire(),
                    "these are not the bytes that were approved; the approval is void and the attempt is recorded");
        }
        if (failed.reason() == ReasonCode.RATE_LIMITED) {
            return new Problem(
                    429,
                    failed.reason().wire(),
                    failed.detail(),
                    JsonObject.of(),
                    Map.of("Retry-After", Long.toString(failed.waitSeconds())));
        }
        return new Problem(
                503,
                failed.reason().wire(),
                failed.reason().sentence() + "; nothing may run",
                JsonObject.of(),
                Map.of("Retry-After", "1"));
    }

    /** A broken promise of the gate: an authorisation was answered as if it were a claim. */
    static IllegalStateException notAClaim() {
        return new IllegalStateException("the gate answered an authorisation as a claim");
    }
}
