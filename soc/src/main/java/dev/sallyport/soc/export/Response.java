package dev.sallyport.soc.export;

import dev.sallyport.gate.identity.TenantId;

/**
 * An act of containment, as it is exported.
 *
 * @param command the id of the playbook's step, the same at each attempt
 * @param incident the incident it answers
 * @param done whether it took effect
 * @param sentence what was done to whom, without contents
 * @param timeMillis milliseconds since the epoch
 */
public record Response(
        TenantId tenant, String command, String incident, Act act, boolean done, String sentence, long timeMillis) {
    /** What was done. */
    public enum Act {
        /** A server was quarantined. */
        QUARANTINE(1, 3),
        /** An agent was frozen or a destination blocked. */
        FREEZE(1, 4),
        /** A token was revoked or a session ended. */
        REVOKE(2, 24),
        /** One of those was undone. */
        RESTORE(3, 9);

        private final int activity;
        private final int disposition;

        Act(int activity, int disposition) {
            this.activity = activity;
            this.disposition = disposition;
        }

        int activity() {
            return activity;
        }

        int disposition() {
            return disposition;
        }
    }
}
