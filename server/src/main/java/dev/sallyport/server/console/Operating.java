package dev.sallyport.server.console;

import dev.sallyport.gate.Actor;
import dev.sallyport.server.auth.Right;
import dev.sallyport.server.http.Problem;
import java.util.Optional;

/**
 * Who of the people on the console may set rules, playbooks, shields and policies: whoever's roles hold {@link Right#OPERATE}. The routes of these forms are
 * guarded by the same right; the pages ask here for whom they show forms, and as whom receipts name the person.
 */
final class Operating {
    private Operating() {}

    /** As whom the person acts; empty for whoever only looks. */
    static Optional<Actor> actor(Doors.Person person) {
        return person.may(Right.OPERATE)
                ? Optional.of(new Actor(
                        person.approver().tenant(),
                        "operator",
                        person.approver().person().value()))
                : Optional.empty();
    }

    /**
     * The same, where it is needed.
     *
     * @throws Problem 403 {@code role_lacks} for whoever only looks
     */
    static Actor required(Doors.Person person) {
        Right.OPERATE.check(person.approver());
        return actor(person).orElseThrow();
    }

    /** What whoever only looks is told in place of the forms. */
    static String note(Doors.Person person) {
        return person.may(Right.OPERATE)
                ? ""
                : "<p class=\"muted noprint\">To change something here takes the role " + Right.OPERATE.holders()
                        + ": an operator gives it with <code>sallyport approver roles NAME --role operator</code>.</p>\n";
    }
}
