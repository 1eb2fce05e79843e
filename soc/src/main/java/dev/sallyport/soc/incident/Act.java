package dev.sallyport.soc.incident;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person did with an incident. It is written into the incident before its receipt and again after it: the receipt's id is chosen
 * first, so whoever finds one pending knows by the receipt whether it came about.
 *
 * @param receiptId of the receipt that attests it
 * @param role of whoever did it, as receipts name roles
 * @param actor the name receipts show
 * @param subject what it is about: the verdict, the incident it was merged into, the step, or the narrative's digest; empty for a handing over
 * @param text what was typed: the note, or the assignee; in the receipt as a commitment only
 * @param salt of that commitment, 64 hexadecimal digits; empty where nothing was typed
 */
public record Act(
        String receiptId,
        Kind kind,
        String role,
        String actor,
        long timeMillis,
        String subject,
        String text,
        String salt) {
    /** What people do. */
    public enum Kind {
        /** Somebody is to look at it. */
        ASSIGNED("incident_assigned"),
        /** It is over. */
        CLOSED("incident_closed"),
        /** It is told in another one. */
        MERGED("incident_merged"),
        /** One of two people agreed to a step. */
        STEP_CONFIRMED("incident_step_confirmed"),
        /** Somebody refused a step. */
        STEP_REFUSED("incident_step_refused"),
        /** Somebody read the narrative and stands for it. */
        NARRATIVE_REVIEWED("incident_narrative_reviewed");

        private final String change;

        Kind(String change) {
            this.change = change;
        }

        /** The word in receipts. */
        public String change() {
            return change;
        }

        /** The word in answers. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of that word. */
        public static Optional<Kind> byWire(String wire) {
            return Arrays.stream(values()).filter(k -> k.wire().equals(wire)).findFirst();
        }

        /** Whether only an incident that is not over takes it. */
        public boolean needsOpen() {
            return this != NARRATIVE_REVIEWED && this != STEP_CONFIRMED && this != STEP_REFUSED;
        }
    }

    /** The act as an object. */
    public JsonObject json() {
        return JsonObject.builder()
                .put("receipt_id", receiptId)
                .put("act", kind.wire())
                .put("role", role)
                .put("actor", actor)
                .put("time_ms", timeMillis)
                .put("subject", subject)
                .put("text", text)
                .put("salt", salt)
                .build();
    }

    /**
     * Reads it back.
     *
     * @throws dev.sallyport.gate.form.FormBroken if it has another form
     */
    public static Act read(Fields f) {
        Act act = new Act(
                f.text("receipt_id"),
                f.word("act", Kind::byWire),
                f.text("role"),
                f.text("actor"),
                f.integer("time_ms"),
                f.text("subject"),
                f.text("text"),
                f.text("salt"));
        f.end();
        return act;
    }
}
