package dev.sallyport.connect.mcp.door;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;

/** Looks into the records again and again. Good enough for people, who take seconds. Thread-safe. */
public final class PolledApprovals implements ApprovalWatch {
    /** How long it rests between two looks, in milliseconds. */
    public static final long REST_MILLIS = 200;

    private final Records records;
    private final TenantId tenant;

    /** Watches one tenant's approvals. */
    public PolledApprovals(Records records, TenantId tenant) {
        this.records = records;
        this.tenant = tenant;
    }

    @Override
    public ApprovalStatus await(ApprovalId approval, long millis) throws InterruptedException {
        for (long left = millis; ; left -= REST_MILLIS) {
            ApprovalStatus status =
                    records.approval(tenant, approval).map(Approval::status).orElse(ApprovalStatus.INVALIDATED);
            if (status != ApprovalStatus.PENDING || left <= 0) {
                return status;
            }
            Thread.sleep(Math.min(left, REST_MILLIS));
        }
    }
}
