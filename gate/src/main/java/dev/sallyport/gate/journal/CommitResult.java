package dev.sallyport.gate.journal;

import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.registry.Scope;
import dev.sallyport.ledger.receipt.SealedReceipt;

/** What became of a commit. Of all cases but {@link Committed} nothing was written. */
public sealed interface CommitResult {
    /** It is durable: it survives a crash and a power cut from this moment. */
    record Committed(SealedReceipt receipt) implements CommitResult {}

    /** An epoch it relied on had moved. */
    record Stale(Scope scope) implements CommitResult {}

    /** The request id was seen; here is the first answer. */
    record RepeatedRequest(byte[] answer) implements CommitResult {}

    /** The nonce was seen. */
    record ReplayedNonce() implements CommitResult {}

    /** The approval does not stand as expected (or, opening one, its id exists). */
    record ApprovalElsewhere(ApprovalStatus status) implements CommitResult {}

    /** No such approval. */
    record ApprovalMissing() implements CommitResult {}

    /** The decision has an outcome already. */
    record OutcomeKnown() implements CommitResult {}

    /** The store could not take it before the deadline; the caller refuses. */
    record Unwritable(String why) implements CommitResult {}
}
