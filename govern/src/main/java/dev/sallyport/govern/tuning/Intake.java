package dev.sallyport.govern.tuning;

import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.govern.baseline.Case;
import dev.sallyport.govern.baseline.Harness;
import dev.sallyport.govern.pilot.Dated;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.shield.ShieldVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A reported miss becomes a synthetic case: anonymised, missed by the version at hand, and later caught by
 * another one. Both are recorded; neither can be claimed without a run that shows it.
 */
public final class Intake {
    private Intake() {}

    /**
     * What a customer sent, with its leave.
     *
     * @param miss names the miss; lower case, digits and hyphens
     * @param original as it was sent
     */
    public record Trace(String miss, String customer, Case original) {
        /**
         * Reads {@code {miss, customer, shield, class, permission: true, subject, grants?}}.
         *
         * @throws Malformed {@code no_permission} or {@code case_malformed}
         */
        public static Trace read(JsonObject object) {
            if (!(object.get("permission") instanceof JsonBoolean given && given.value())) {
                throw new Malformed(
                        "no_permission",
                        "the trace has no `permission: true`: ask the customer, it is its attack trace");
            }
            JsonObject.Builder one = JsonObject.builder()
                    .put("id", "intake-" + text(object, "miss"))
                    .put("attack", true);
            for (String member : List.of("class", "shield", "subject", "grants")) {
                if (object.get(member) != null) {
                    one.put(member, Objects.requireNonNull(object.get(member)));
                }
            }
            return new Trace(text(object, "miss"), text(object, "customer"), Case.read(one.build()));
        }

        private static String text(JsonObject object, String member) {
            if (object.get(member) instanceof JsonString string) {
                return string.value();
            }
            throw new Malformed("case_malformed", "a trace needs a string `" + member + "`");
        }

        /** The case without what says whose it is. */
        public Case anonymised() {
            return new Case(
                    original.id(),
                    original.attackClass(),
                    original.shield(),
                    (JsonObject) new Anonymiser().of(original.written()),
                    original.grants(),
                    true);
        }
    }

    /**
     * The facts that make a case of a trace.
     *
     * @param version of its shield, which ran
     * @throws Malformed {@code not_missed}: this version catches it; {@code anonymising_changed_it}: it catches the anonymised one, so
     *     somebody must write the case by hand; {@code case_known}
     */
    public static List<Fact> take(Pilot pilot, Trace trace, Harness harness, ShieldVersion version) {
        if (cased(pilot, trace.miss()).isPresent()) {
            throw new Malformed("case_known", "the miss `" + trace.miss() + "` is a case already");
        }
        if (harness.run(trace.original()).noticed()) {
            throw new Malformed("not_missed", version.wire() + " catches this trace: there is nothing to take in");
        }
        if (harness.run(trace.anonymised()).noticed()) {
            throw new Malformed(
                    "anonymising_changed_it",
                    version.wire() + " catches the anonymised trace and missed the original: write the case by hand");
        }
        List<Fact> facts = new ArrayList<>();
        boolean known = pilot.all(Fact.Missed.class).stream()
                .anyMatch(missed -> missed.fact().id().equals(trace.miss()));
        if (!known) {
            facts.add(new Fact.Missed(
                    trace.miss(),
                    trace.customer(),
                    trace.original().shield(),
                    trace.original().attackClass(),
                    true));
        }
        facts.add(new Fact.Cased(trace.miss(), trace.original().id(), version));
        return facts;
    }

    /** The case of a miss, if there is one. */
    public static Optional<Fact.Cased> cased(Pilot pilot, String miss) {
        return pilot.all(Fact.Cased.class).stream()
                .map(Dated::fact)
                .filter(cased -> cased.miss().equals(miss))
                .findFirst();
    }

    /**
     * The fact that a version catches what another missed.
     *
     * @throws Malformed {@code same_version}: a fix ships as a version of its own; {@code still_missed}
     */
    public static Fact confirm(Fact.Cased cased, Case one, Harness harness, ShieldVersion version) {
        if (version.equals(cased.missedBy())) {
            throw new Malformed("same_version", version.wire() + " is the version that missed it");
        }
        if (!harness.run(one).noticed()) {
            throw new Malformed("still_missed", version.wire() + " misses it too");
        }
        return new Fact.Caught(cased.caseId(), version);
    }
}
