package dev.sallyport.gate;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.registry.Grant;
import java.util.Optional;

/** What became of a person's answer. */
public sealed interface VoteResult {
    /** Recorded; the approval as it stands now, and what is remembered of it. */
    record Voted(Approval approval, String receiptId, Optional<Grant> remembered) implements VoteResult {}

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
