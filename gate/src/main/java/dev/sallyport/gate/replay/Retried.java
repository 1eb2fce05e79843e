package dev.sallyport.gate.replay;

import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.identity.DecisionId;
import java.util.List;

/** What another bundle says to one recorded decision. */
public sealed interface Retried {
    /** The decision it is about. */
    DecisionId decision();

    /**
     * Judged again.
     *
     * @param before the wire word of the recorded decision
     * @param beforePolicies what determined it
     */
    record Judged(DecisionId decision, String before, List<String> beforePolicies, Judgement after) implements Retried {
        public Judged {
            beforePolicies = List.copyOf(beforePolicies);
        }
    }

    /** Not judged again. */
    record PassedOver(DecisionId decision, Why why) implements Retried {}

    /** Why a decision is passed over. */
    enum Why {
        /** It answers for a claim of an approval. */
        CLAIM,
        /** Its facts were erased. */
        ERASED,
        /** It was denied because standing moved twice, by no policy. */
        STALE,
        /** What is kept can't be read. */
        UNREADABLE
    }
}
