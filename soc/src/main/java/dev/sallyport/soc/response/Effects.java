package dev.sallyport.soc.response;

import dev.sallyport.gate.identity.TenantId;
import java.util.Optional;

/** Where effects are done: the gate's registry. Thread-safe. */
public interface Effects {
    /** What stands of an effect. */
    enum Standing {
        /** It is in force. */
        IN_FORCE,
        /** It is not. */
        NOT_IN_FORCE,
        /** There is no such target, or nothing can be done to it any more. */
        GONE
    }

    /** What became of an attempt. */
    sealed interface Result {
        /** It is in force, and that receipt says so. */
        record Done(String receiptId) implements Result {}

        /** It was not done; it may be tried again. */
        record NotDone(String why) implements Result {}
    }

    /** Whether the effect is in force. */
    Standing standing(TenantId tenant, Effect effect, String target);

    /**
     * Does it, as a receipted act that names the step, its playbook and its incident.
     *
     * @param undo whether it is the step's undo that is done
     */
    Result apply(Step step, Effect effect, boolean undo);

    /** The receipt of an attempt whose answer was lost, if there is one among the newest. */
    Optional<String> receiptOf(Step step, boolean undo);

    /** Whether the newest change of the step's target came from a playbook, so that no person wants it as it is. */
    boolean isOurs(Step step);

    /** How many agents the tenant has that were not revoked. */
    int agents(TenantId tenant);

    /** How many tool servers the tenant has. */
    int servers(TenantId tenant);
}
