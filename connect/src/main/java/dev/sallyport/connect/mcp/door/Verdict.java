package dev.sallyport.connect.mcp.door;

import dev.sallyport.gate.identity.ApprovalId;
import java.util.Optional;

/** The gate's answer to a door. Only {@link Released} lets anything happen. */
public sealed interface Verdict {
    /** It may run now, once. */
    record Released(Release release) implements Verdict {}

    /**
     * It must not run.
     *
     * @param code stable reason code
     * @param sentence the reason for people
     * @param decision id of the recorded decision; empty when the gate could not decide or record
     * @param receipt id of its receipt
     */
    record Refused(String code, String sentence, Optional<String> decision, Optional<String> receipt)
            implements Verdict {
        /** A refusal that no decision stands behind: nobody could decide. */
        public static Refused undecided(String code, String sentence) {
            return new Refused(code, sentence, Optional.empty(), Optional.empty());
        }
    }

    /**
     * A person must look first.
     *
     * @param group who may approve
     * @param decision id of the decision that demanded it
     * @param why in one sentence, where provenance knows
     */
    record Held(ApprovalId approval, String group, String decision, Optional<String> why) implements Verdict {}
}
