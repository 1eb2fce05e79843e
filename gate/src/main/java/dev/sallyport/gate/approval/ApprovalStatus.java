package dev.sallyport.gate.approval;

import java.util.Optional;

/** The life of an approval. Only PENDING and APPROVED can still change. */
public enum ApprovalStatus {
    /** Waiting for people. */
    PENDING,
    /** Enough people agreed; it may be claimed once. */
    APPROVED,
    /** Someone refused. */
    REJECTED,
    /** Its time ran out before it was claimed. */
    EXPIRED,
    /** Claimed: the action may run, this once. */
    CONSUMED,
    /** The judgement changed, or other bytes were presented. */
    INVALIDATED;

    /** Whether nothing can change it any more. */
    public boolean isFinal() {
        return this != PENDING && this != APPROVED;
    }

    /** Returns the status with that name, if there is one. */
    public static Optional<ApprovalStatus> byWire(String wire) {
        for (ApprovalStatus status : values()) {
            if (status.name().equals(wire)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
