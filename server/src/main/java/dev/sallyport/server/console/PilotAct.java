package dev.sallyport.server.console;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.govern.pilot.Checklist;
import dev.sallyport.govern.pilot.Cohort;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.server.pilot.PilotWish;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What people do with a pilot on its page: what each act asks for, and the fact it becomes. Who says it is whoever is signed in. */
enum PilotAct {
    AGREED(
            "After a check-in",
            "Note what was agreed",
            PilotField.text("id", "Short name"),
            PilotField.customer(),
            PilotField.text("what", "What"),
            PilotField.text("owner", "Who does it"),
            PilotField.of("due", "Until", PilotField.Kind.DATE)),
    SETTLED("After a check-in", "Say that it is done", PilotField.open()),
    MISSED(
            "After a check-in",
            "Take in a missed attack",
            PilotField.text("id", "Short name"),
            PilotField.customer(),
            PilotField.shield(),
            PilotField.text("attack", "Class of attack"),
            PilotField.of("reported", "Reported by the customer", PilotField.Kind.YES_NO)),
    ASSESSED(
            "Evidence for exit criteria",
            "Assess a novel surface",
            PilotField.surface(),
            PilotField.of("cvss", "CVSS base score, 0 to 10", PilotField.Kind.NUMBER)),
    INTEROP(
            "Evidence for exit criteria",
            "Record a check of the export",
            PilotField.customer(),
            PilotField.choice("stack", "With", pilot -> List.of("datadog", "grafana", "honeycomb", "sentry")),
            PilotField.text("digest", "Digest of the transcript"),
            PilotField.of("verified", "It arrived whole", PilotField.Kind.YES_NO)),
    STATED(
            "Evidence for exit criteria",
            "Take in a signed statement",
            PilotField.of("note", "The signed note", PilotField.Kind.LONG_TEXT)),
    AUDITOR_NAMED(
            "Evidence for exit criteria",
            "Record a customer's auditor",
            PilotField.customer(),
            PilotField.text("organisation", "Organisation"),
            PilotField.text("key", "Its verifier key")),
    JOINED(
            "Customers",
            "Let a customer join",
            PilotField.text("customer", "Opaque id"),
            PilotField.choice(
                    "cohort",
                    "Cohort",
                    pilot -> Arrays.stream(Cohort.values()).map(Cohort::name).toList()),
            PilotField.text("key", "Verifier key of its statements (may be empty)")),
    MODE_SET(
            "Customers",
            "Record a mode that a customer set",
            PilotField.customer(),
            PilotField.shield(),
            PilotField.mode()),
    CONSENTED(
            "Customers",
            "Record its consent to updates",
            PilotField.customer(),
            PilotField.of("auto_update", "New versions come by themselves", PilotField.Kind.YES_NO)),
    PINNED("Customers", "Keep a customer on a version", PilotField.customer(), PilotField.version()),
    UNPINNED("Customers", "Take such a pin away", PilotField.customer(), PilotField.shield()),
    BACK("Customers", "Send a customer back to the version before", PilotField.customer(), PilotField.shield()),
    LEFT("Customers", "Record that a customer left", PilotField.customer()),
    SOAK_FAILED(
            "Versions and launch",
            "Stop a version that failed in staging",
            PilotField.version(),
            PilotField.text("why", "What went wrong")),
    EVIDENCED(
            "Versions and launch",
            "Give evidence for the launch checklist",
            PilotField.choice("item", "Item", pilot -> List.copyOf(Checklist.ITEMS.keySet())),
            PilotField.text("evidence", "Digest or address")),
    LAUNCHED("Versions and launch", "Record the launch"),
    ADVANCE("Next phase", "Go through the gate"),
    REVIEW("Next phase", "Hold the review of the planned end");

    private final String group;
    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // what a field may be chosen from is asked anew each time
    private final List<PilotField> fields;

    PilotAct(String group, String label, PilotField... fields) {
        this.group = group;
        this.label = label;
        this.fields = List.of(fields);
    }

    /** Under which heading it stands. */
    String group() {
        return group;
    }

    /** What its form is called. */
    String label() {
        return label;
    }

    List<PilotField> fields() {
        return fields;
    }

    /** The name in forms, and that of the fact where it becomes one. */
    String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<PilotAct> byWire(String wire) {
        return Arrays.stream(values()).filter(act -> act.wire().equals(wire)).findFirst();
    }

    /** Whether there is anybody or anything to do it with. */
    boolean isPossible(Pilot pilot) {
        return fields.stream().allMatch(field -> field.isAnswerable(pilot));
    }

    /**
     * What the form asks for.
     *
     * @param said makes the fact of its JSON
     */
    PilotWish wish(Form form, String by, Function<JsonObject, PilotWish> said) {
        return switch (this) {
            case ADVANCE -> new PilotWish.Advance();
            case REVIEW -> new PilotWish.Hold();
            case BACK -> new PilotWish.RollBack(form.text("customer"), form.text("shield"), form.text("reason"));
            default -> {
                JsonObject.Builder fact = JsonObject.builder().put("fact", wire());
                fields.forEach(field -> fact.put(field.name(), field.read(form)));
                if (this == ASSESSED || this == EVIDENCED) {
                    fact.put("by", by);
                }
                yield said.apply(fact.build());
            }
        };
    }
}
