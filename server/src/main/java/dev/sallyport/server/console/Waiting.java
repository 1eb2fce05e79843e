package dev.sallyport.server.console;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.server.held.HeldForm;
import java.util.List;
import java.util.Optional;

/**
 * What the console lists: the newest approvals of a tenant that wait.
 *
 * @param records where they are kept
 * @param form what knows whether one that nobody closed has expired
 */
public record Waiting(Records records, HeldForm form) {
    private static final int LISTED = 200;

    /** Those of a tenant, the newest first. */
    List<Approval> of(TenantId tenant) {
        return records.approvals(tenant, Optional.of(ApprovalStatus.PENDING), LISTED, 0).stream()
                .filter(approval -> form.status(approval) == ApprovalStatus.PENDING)
                .toList();
    }
}
