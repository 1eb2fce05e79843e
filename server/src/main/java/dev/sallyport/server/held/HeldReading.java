package dev.sallyport.server.held;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.server.auth.Right;

/** Who reads what exactly would run: an approver of the group that is asked, and whoever audits. */
public final class HeldReading {
    private HeldReading() {}

    /** Whether that person may. */
    public static boolean may(Approver person, Approval approval) {
        return Right.READ_HELD.isOf(person)
                && (person.roles().has(Role.AUDITOR) || person.groups().contains(approval.group()));
    }
}
