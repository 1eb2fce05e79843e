package dev.sallyport.gate;

import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.decision.ReasonCode;

/** What a door gets back. Only {@link Released} lets anything happen. */
public sealed interface Answer {
    /** Recorded as allowed, and nothing it relied on has moved since: it may run now, once. */
    record Released(Decided decided) implements Answer {}

    /** Recorded, and must not run: denied, or held for a person. */
    record Recorded(Decided decided) implements Answer {}

    /** The request id came before; these are the bytes of the first answer. */
    record Repeated(byte[] answer) implements Answer {}

    /** The nonce came before. */
    record Replayed() implements Answer {}

    /** No such approval for this agent. */
    record NoSuchApproval() implements Answer {}

    /** The approval can't be claimed as it stands; nothing was judged. */
    record NotClaimable(ApprovalStatus status) implements Answer {}

    /**
     * The gate could not decide or record: refuse.
     *
     * @param waitSeconds after which it makes sense to ask again
     */
    record Failed(ReasonCode reason, String detail, long waitSeconds) implements Answer {
        /** A refusal after which one may ask again soon. */
        public Failed(ReasonCode reason, String detail) {
            this(reason, detail, 1);
        }
    }
}
