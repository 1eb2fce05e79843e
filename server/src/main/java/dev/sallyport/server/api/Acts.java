package dev.sallyport.server.api;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.http.Problem;
import java.util.List;
import java.util.Map;

/** Makes receipted changes of the registry. Thread-safe. */
final class Acts {
    private static final int WHY_LIMIT = 500;

    private final Gate gate;

    /** Acts through that gate. */
    Acts(Gate gate) {
        this.gate = gate;
    }

    /**
     * Makes the change.
     *
     * @return the id of its receipt
     * @throws Problem 503 if it could not be recorded, 409 if it met another change
     */
    String record(Actor actor, RegistryChange change, String why) {
        return record(actor, change, why, List.of());
    }

    /** The same, if none of those epochs moved: what the change was made from still stands then. */
    String record(Actor actor, RegistryChange change, String why, List<Commit.Expected> relied) {
        return switch (gate.change(actor, change, why, relied)) {
            case CommitResult.Committed committed -> committed.receipt().receiptId();
            case CommitResult.Unwritable unwritable -> throw unavailable();
            case CommitResult.Stale s -> throw conflict();
            case CommitResult.RepeatedRequest r -> throw conflict();
            case CommitResult.ReplayedNonce r -> throw conflict();
            case CommitResult.ApprovalElsewhere a -> throw conflict();
            case CommitResult.ApprovalMissing a -> throw conflict();
            case CommitResult.OutcomeKnown o -> throw conflict();
        };
    }

    /** The reason an operator gives, if any. */
    static String why(Fields fields) {
        return why(fields.optionalText("why").orElse(""));
    }

    /** The same, as it was said otherwise. */
    static String why(String why) {
        if (why.length() > WHY_LIMIT) {
            throw Input.wrong("`why` has " + why.length() + " characters; it takes up to " + WHY_LIMIT);
        }
        return why;
    }

    /** The answer when the record can't be written. */
    static Problem unavailable() {
        return new Problem(
                503,
                "journal_unavailable",
                "the record could not be written, so nothing happened; try again",
                dev.sallyport.action.json.JsonObject.of(),
                Map.of("Retry-After", "1"));
    }

    private static Problem conflict() {
        return new Problem(409, "conflict", "something else changed at the same time; look again and repeat");
    }
}
