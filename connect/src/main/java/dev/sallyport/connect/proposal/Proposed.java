package dev.sallyport.connect.proposal;

import dev.sallyport.gate.Decided;
import dev.sallyport.gate.identity.DecisionId;
import java.util.Optional;

/** What the gate says to a call. */
public sealed interface Proposed {
    /** It may run, once. */
    record Let(Decided decided) implements Proposed {}

    /**
     * It must not run.
     *
     * @param code stable reason code
     * @param sentence the reason for people and models
     * @param decision the decision, if one was made and recorded now
     * @param waitSeconds after which it makes sense to ask again, if the gate says so
     */
    record Refused(String code, String sentence, Optional<DecisionId> decision, Optional<Long> waitSeconds)
            implements Proposed {
        /** A refusal without a decision of its own. */
        Refused(String code, String sentence) {
            this(code, sentence, Optional.empty(), Optional.empty());
        }
    }
}
