package dev.sallyport.gate.approval;

import dev.sallyport.gate.identity.ApprovalId;
import java.util.Set;

/** What a commit does to an approval. The journal applies it only if the approval stands as the step expects. */
public sealed interface ApprovalStep {
    /** The approval it is about. */
    ApprovalId id();

    /** Opens a request. */
    record Open(Approval approval) implements ApprovalStep {
        @Override
        public ApprovalId id() {
            return approval.id();
        }
    }

    /** Adds a person's answer to a pending request. */
    record Answer(ApprovalId id, Vote vote) implements ApprovalStep {}

    /**
     * Moves to another status if it stands in one of those expected; the compare-and-set that makes a claim single use.
     */
    record Move(ApprovalId id, Set<ApprovalStatus> from, ApprovalStatus to) implements ApprovalStep {
        public Move {
            from = Set.copyOf(from);
        }
    }
}
