package dev.sallyport.govern.pilot;

import dev.sallyport.govern.pilot.Outcome.Judged;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.shield.ShieldVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What may be recorded, given what was. A fact that the rules of the pilot exclude never becomes a record. */
public final class Rules {
    private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._:-]{0,79}";

    private Rules() {}

    /**
     * The pilot with those facts, recorded at that time cut to the second.
     *
     * @throws Refused if one may not be recorded; then none is
     */
    public static Pilot record(Pilot pilot, Instant at, List<Fact> facts) {
        Instant second = at.truncatedTo(ChronoUnit.SECONDS);
        if (pilot.last().isPresent() && second.isBefore(pilot.last().get())) {
            throw new Refused(
                    "time_backwards",
                    "the newest record is of " + pilot.last().get() + ", and it is " + second + " by this clock");
        }
        List<Fact> accepted = new ArrayList<>();
        for (Fact fact : facts) {
            check(accepted.isEmpty() ? pilot : pilot.with(second, accepted), fact, second);
            accepted.add(fact);
        }
        return pilot.with(second, accepted);
    }

    private static void check(Pilot pilot, Fact fact, Instant at) {
        refuse(
                pilot.began().isPresent() == (fact instanceof Fact.Began),
                fact instanceof Fact.Began ? "pilot_exists" : "no_pilot",
                fact instanceof Fact.Began ? "the pilot has begun already" : "no pilot has begun here: pilot start");
        if (fact instanceof Fact.OfCustomer of) {
            customer(pilot, of);
        }
        switch (fact) {
            case Fact.Joined joined -> joined(pilot, joined);
            case Fact.Week week -> week(pilot, week, at);
            case Fact.Missed missed -> missed(pilot, missed);
            case Fact.Surfaced seen -> share("confidence", seen.confidence());
            case Fact.Assessed assessed ->
                refuse(!(assessed.cvss() >= 0 && assessed.cvss() <= 10), "bad_cvss", "a CVSS score is 0 to 10");
            case Fact.ModeSet set -> mode(pilot, set, at);
            case Fact.AuditorNamed auditor -> key(auditor.key());
            case Fact.Stated stated -> stated(pilot, stated);
            case Fact.Interop checked ->
                refuse(
                        !WordCriteria.STACKS.contains(checked.stack()),
                        "unknown_stack",
                        "a stack is one of "
                                + String.join(
                                        ", ",
                                        WordCriteria.STACKS.stream().sorted().toList()));
            case Fact.Installed installed -> installed(pilot, installed, at);
            case Fact.Pinned pinned -> known(pilot, pinned.version());
            case Fact.RolledBack back -> rolledBack(pilot, back);
            case Fact.SoakFailed failed -> known(pilot, failed.version());
            case Fact.Advanced advanced -> advanced(pilot, advanced, at);
            case Fact.Returned returned ->
                refuse(
                        !Gates.returns(pilot, at),
                        "gate_open",
                        "cohort C has not failed: there is nothing to return from");
            case Fact.Extended extended ->
                refuse(
                        extended.weeks() != Criteria.EXTENSION_WEEKS || at.isBefore(pilot.plannedEnd()),
                        "bad_extension",
                        "an extension is two weeks, at the planned end");
            case Fact.Launched launched ->
                refuse(pilot.phase() != Phase.GENERAL, "gate_closed", "the exit criteria have not passed");
            case Fact.Settled settled ->
                refuse(
                        pilot.all(Fact.Agreed.class).stream()
                                .noneMatch(agreed -> agreed.fact().id().equals(settled.id())),
                        "unknown_item",
                        "nothing was agreed under `" + settled.id() + "`");
            case Fact other -> {}
        }
    }

    private static void refuse(boolean wrong, String code, String words) {
        if (wrong) {
            throw new Refused(code, words);
        }
    }

    private static void customer(Pilot pilot, Fact.OfCustomer fact) {
        boolean joining = fact instanceof Fact.Joined;
        refuse(!fact.customer().matches(WORD), "not_an_id", "a customer's id is 1 to 80 letters, digits, . _ : -");
        Customer known = pilot.customers().get(fact.customer());
        refuse(joining && known != null, "customer_exists", "`" + fact.customer() + "` has joined already");
        refuse(
                !joining && (known == null || !known.active()),
                "unknown_customer",
                "no customer `" + fact.customer() + "` takes part: pilot join");
    }

    private static void joined(Pilot pilot, Fact.Joined joined) {
        Cohort open = pilot.phase().cohort().orElse(null);
        refuse(
                joined.cohort() != open,
                "cohort_closed",
                open == null ? "nobody joins in this phase" : "in this phase customers join cohort " + open);
        refuse(
                pilot.members(joined.cohort()).size() >= joined.cohort().most(),
                "cohort_full",
                "cohort " + joined.cohort() + " has its " + joined.cohort().most() + " customers");
        if (!joined.key().isEmpty()) {
            key(joined.key());
        }
    }

    private static void key(String key) {
        try {
            VerifierKey.parse(key);
        } catch (Malformed malformed) {
            throw new Refused(malformed.code(), String.valueOf(malformed.getMessage()));
        }
    }

    private static void week(Pilot pilot, Fact.Week week, Instant at) {
        refuse(week.days() < 1 || week.days() > 7, "bad_week", "a week of telemetry has 1 to 7 days");
        refuse(week.end().isAfter(Window.day(at)), "bad_week", "telemetry of days that are not over: " + week.end());
        boolean overlaps = pilot.all(Fact.Week.class).stream()
                .map(Dated::fact)
                .anyMatch(earlier -> earlier.customer().equals(week.customer())
                        && earlier.from().isBefore(week.end())
                        && week.from().isBefore(earlier.end()));
        refuse(overlaps, "week_known", "telemetry of " + week.customer() + " for some of these days is recorded");
    }

    private static void share(String what, double value) {
        refuse(!(value >= 0 && value <= 1), "bad_share", what + " is 0 to 1");
    }

    private static void missed(Pilot pilot, Fact.Missed missed) {
        refuse(
                pilot.all(Fact.Missed.class).stream()
                        .anyMatch(earlier -> earlier.fact().id().equals(missed.id())),
                "miss_known",
                "the miss `" + missed.id() + "` is recorded");
    }

    /** A mode looser than the strictest allowed is always free: a customer may stop a shield from blocking at once. */
    private static void mode(Pilot pilot, Fact.ModeSet set, Instant at) {
        Graduation.Step step = Graduation.of(pilot, set.shield(), at);
        refuse(
                set.mode().compareTo(step.mode()) > 0,
                "mode_not_graduated",
                set.shield() + " may be " + step.mode().wire() + " at most: " + step.why());
    }

    private static void stated(Pilot pilot, Fact.Stated stated) {
        try {
            Statement statement = Statement.read(stated.note());
            List<String> keys = keys(pilot, statement);
            refuse(
                    keys.stream().noneMatch(key -> Statement.isSigned(stated.note(), key)),
                    "statement_unsigned",
                    "the statement is not signed by a key that " + statement.customer() + " registered for "
                            + statement.says().wire());
        } catch (Malformed malformed) {
            throw new Refused(malformed.code(), String.valueOf(malformed.getMessage()));
        }
    }

    private static List<String> keys(Pilot pilot, Statement statement) {
        Customer customer = pilot.customers().get(statement.customer());
        if (customer == null) {
            return List.of();
        }
        return switch (statement.says()) {
            case WOULD_PAY -> customer.key().map(List::of).orElse(List.of());
            case AUDIT ->
                pilot.all(Fact.AuditorNamed.class).stream()
                        .filter(named -> named.fact().customer().equals(customer.id()))
                        .map(named -> named.fact().key())
                        // Theirs, and not the customer's own either: an auditor who is the auditee confirms nothing.
                        .filter(key -> !customer.key().equals(Optional.of(key)))
                        .toList();
        };
    }

    private static void known(Pilot pilot, ShieldVersion version) {
        refuse(
                Versions.released(pilot, version).isEmpty(),
                "unknown_version",
                "no version " + version.wire() + " was released: pilot release");
    }

    private static void installed(Pilot pilot, Fact.Installed installed, Instant at) {
        known(pilot, installed.version());
        List<Versions.Due> due = Versions.due(pilot, at).stream()
                .filter(each -> each.customer().equals(installed.customer())
                        && each.version().equals(installed.version()))
                .toList();
        refuse(due.isEmpty(), "not_due", installed.version().wire() + " is not the newest, or runs there already");
        refuse(
                !due.getFirst().install(),
                "not_due",
                installed.version().wire() + " may not go to " + installed.customer() + ": "
                        + due.getFirst().why());
    }

    private static void rolledBack(Pilot pilot, Fact.RolledBack back) {
        ShieldVersion running =
                Versions.running(pilot, back.customer()).get(back.from().name());
        refuse(
                !back.from().equals(running)
                        || !Versions.previous(
                                        pilot, back.customer(), back.from().name())
                                .equals(Optional.of(back.to())),
                "no_version_before",
                back.customer() + " can't go back from " + back.from().wire() + " to "
                        + back.to().wire());
    }

    private static void advanced(Pilot pilot, Fact.Advanced advanced, Instant at) {
        refuse(
                !pilot.phase().next().equals(Optional.of(advanced.to())),
                "gate_closed",
                "after " + pilot.phase() + " comes no " + advanced.to());
        List<Judged> closed = Gates.next(pilot, at).stream()
                .filter(judged -> !judged.passed())
                .toList();
        refuse(
                !closed.isEmpty(),
                "gate_closed",
                closed.stream()
                        .map(judged -> judged.id() + " " + judged.outcome().wire() + ": "
                                + judged.outcome().needed())
                        .collect(Collectors.joining("; ")));
    }
}
