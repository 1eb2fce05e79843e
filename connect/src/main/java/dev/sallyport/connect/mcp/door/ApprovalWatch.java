package dev.sallyport.connect.mcp.door;

import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.ApprovalId;

/** Tells when people have answered. Thread-safe; called on virtual threads. */
public interface ApprovalWatch {
    /**
     * Waits until the approval is no longer pending, or the time is up.
     *
     * @param millis how long to wait at most, in milliseconds
     * @return how it stands then; an approval nobody knows is {@link ApprovalStatus#INVALIDATED}
     * @throws InterruptedException when the caller is told to stop waiting
     */
    ApprovalStatus await(ApprovalId approval, long millis) throws InterruptedException;
}
