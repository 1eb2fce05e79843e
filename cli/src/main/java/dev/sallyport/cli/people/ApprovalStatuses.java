package dev.sallyport.cli.people;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.gate.approval.ApprovalStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words people use for the states of an approval. */
final class ApprovalStatuses {
    private ApprovalStatuses() {}

    /** The name on the wire; null for all of them. */
    static @Nullable String wire(String word) {
        if (word.equals("all")) {
            return null;
        }
        String name = word.toUpperCase(Locale.ROOT);
        return ApprovalStatus.byWire(name)
                .map(ApprovalStatus::name)
                .orElseThrow(() -> Complaint.usage(
                        "unknown_status",
                        "approvals: no status `" + word
                                + "`: use pending, approved, rejected, expired, consumed, invalidated or all"));
    }
}
