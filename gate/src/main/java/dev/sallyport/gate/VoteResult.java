package dev.sallyport.gate;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;

/** What became of a person's answer. */
public sealed interface VoteResult {
    /** Recorded; the approval as it stands now. */
    record Voted(Approval approval, String receiptId) implements VoteResult {}

    /** This person may not answer this one. */
    record NotAllowed(String why) implements VoteResult {}

    /** No such approval. */
    record NoSuchApproval() implements VoteResult {}

    /** The person saw another action than the one that waits; nothing was recorded. */
    record OtherAction(String actionHash) implements VoteResult {}

    /** It is not waiting any more. */
    record NotPending(ApprovalStatus status) implements VoteResult {}

    /** The record could not be written. */
    record Unwritable(String why) implements VoteResult {}
}
