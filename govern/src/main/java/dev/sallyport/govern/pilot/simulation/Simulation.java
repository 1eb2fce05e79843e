package dev.sallyport.govern.pilot.simulation;

import dev.sallyport.govern.pilot.Cohort;
import dev.sallyport.govern.pilot.CorpusCount;
import dev.sallyport.govern.pilot.Customer;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Gates;
import dev.sallyport.govern.pilot.Graduation;
import dev.sallyport.govern.pilot.Outcome;
import dev.sallyport.govern.pilot.Phase;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.Review;
import dev.sallyport.govern.pilot.Rules;
import dev.sallyport.govern.pilot.ShieldWeek;
import dev.sallyport.govern.pilot.Statement;
import dev.sallyport.govern.pilot.Versions;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.shield.ShieldMode;
import dev.sallyport.shield.ShieldVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Plays a pilot day by day on a clock of its own: customers join, send telemetry, report a miss, get its fix, go back a version, set modes
 * and sign statements; gates and reviews are asked as an operator would ask them. Every step passes {@link Rules}, so what the
 * simulation can do, a real pilot can. Equal seeds give equal pilots, up to the signatures. Confined to one thread.
 */
public final class Simulation {
    private static final List<String> SHIELDS = List.of("canary", "package-gate", "egress-monitor", "capability-fence");
    private static final ShieldVersion FIX = new ShieldVersion("egress-monitor", "1.0.1");

    private final Ending ending;
    private final SplittableRandom random;
    private final Instant start;
    private final Function<String, Signer> keys;
    private final Map<String, Signer> known = new HashMap<>();
    private final List<Moment> moments = new ArrayList<>();
    private Pilot pilot = Pilot.EMPTY;
    private Instant now;

    /**
     * @param keys makes a signing key under a name
     */
    public Simulation(Ending ending, long seed, Instant start, Function<String, Signer> keys) {
        this.ending = ending;
        this.random = new SplittableRandom(seed);
        this.start = start;
        this.now = start;
        this.keys = keys;
    }

    /** Something worth telling. */
    public record Moment(int week, Instant at, String what) {}

    /**
     * How it went.
     *
     * @param judged the gate before which it stands, empty if there is none any more
     */
    public record Result(Pilot pilot, List<Moment> moments, List<Outcome.Judged> judged) {
        public Result {
            moments = List.copyOf(moments);
            judged = List.copyOf(judged);
        }

        /** Whether it ended in general availability. */
        public boolean graduated() {
            return pilot.phase() == Phase.GENERAL;
        }
    }

    /** Plays so many weeks, or until general availability. */
    public Result run(int weeks) {
        begin();
        for (int day = 1; day <= 7 * weeks && pilot.phase() != Phase.GENERAL; day++) {
            now = start.plus(Duration.ofDays(day));
            if (day % 7 == 0) {
                telemetry();
            }
            events(day);
            updates();
            if (day % 7 == 0) {
                decide();
            }
        }
        return new Result(pilot, moments, Gates.next(pilot, now));
    }

    private void record(Fact... facts) {
        pilot = Rules.record(pilot, now, List.of(facts));
    }

    private void tell(String what) {
        moments.add(new Moment(pilot.week(now), now, what));
    }

    private void begin() {
        Map<String, CorpusCount> corpus = new HashMap<>();
        SHIELDS.forEach(shield -> corpus.put(shield, new CorpusCount(200, 8, 400, 3)));
        record(new Fact.Began("simulated-" + ending.wire(), SHIELDS));
        record(new Fact.Baselined("simulated", 1, corpus, List.of("canary:echo", "egress-monitor:tunnel")));
        SHIELDS.forEach(shield -> record(
                new Fact.Released(new ShieldVersion(shield, "1.0.0"), Optional.empty(), "simulated", List.of())));
        join(Cohort.A, 4);
    }

    private void join(Cohort cohort, int count) {
        for (int i = 1; i <= count; i++) {
            String id = cohort.name().toLowerCase(Locale.ROOT) + i;
            record(new Fact.Joined(id, cohort, key(id)));
            if (cohort == Cohort.C || i % 2 == 0) {
                record(new Fact.Consented(id, true));
            }
        }
        tell(count + " customers join cohort " + cohort);
    }

    private String key(String name) {
        return known.computeIfAbsent(name, n -> keys.apply("simulated/" + n))
                .verifierKey()
                .encoded();
    }

    private void telemetry() {
        LocalDate from = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(7);
        for (Customer customer : pilot.customers().values()) {
            if (customer.active() && !customer.joined().isAfter(now.minus(Duration.ofDays(7)))) {
                Map<String, ShieldWeek> shields = new HashMap<>();
                for (String shield : SHIELDS) {
                    if (pilot.phase() != Phase.A || Graduation.FIRST.contains(shield)) {
                        shields.put(shield, week());
                    }
                }
                record(new Fact.Week(
                        customer.id(), from, 7, Map.of("shell", 1200L + random.nextInt(400), "web", 300L), shields));
            }
        }
    }

    private ShieldWeek week() {
        int events = ending.events() + random.nextInt(1 + ending.events() / 3);
        int wrong = 0;
        for (int i = 0; i < events; i++) {
            wrong += random.nextDouble() < ending.falseShare() ? 1 : 0;
        }
        int block = events / 3;
        int warn = events / 3;
        int flagged = wrong / 2;
        return new ShieldWeek(
                block, warn, events - block - warn, flagged, wrong - flagged, 20, 60, 90 + random.nextInt(60));
    }

    private void events(int day) {
        switch (day) {
            case 16 -> {
                record(new Fact.Missed("m1", "a2", "egress-monitor", "dns-tunnel", true));
                record(new Fact.Assessed("dns-tunnel", 6.1, "on-call"));
                tell("a2 reports a miss");
            }
            case 20 -> {
                record(new Fact.Released(
                        FIX, Optional.of(new ShieldVersion("egress-monitor", "1.0.0")), "simulated", List.of("m1")));
                tell(FIX.wire() + " goes into staging with the fix");
            }
            case 30 -> back("a3");
            case 100 -> {
                if (ending.surface()) {
                    record(new Fact.Missed("m2", "a1", "package-gate", "lockfile-swap", true));
                    record(new Fact.Assessed("lockfile-swap", 8.1, "on-call"));
                    tell("a critical class of attack is missed: lockfile-swap, CVSS 8.1");
                }
            }
            case 82 -> words();
            default -> {}
        }
    }

    private void back(String customer) {
        ShieldVersion running = Versions.running(pilot, customer).get(FIX.name());
        Optional<ShieldVersion> before = Versions.previous(pilot, customer, FIX.name());
        if (running != null && before.isPresent()) {
            record(new Fact.RolledBack(customer, running, before.get(), "slower builds"));
            tell(customer + " goes back from " + running.wire() + " to "
                    + before.get().wire());
        }
    }

    private void words() {
        for (String id : List.of("a1", "a2", "a4")) {
            say(id, new Statement(id, Statement.Kind.WOULD_PAY, true, "20 to 40 USD per engineer and month"));
        }
        record(
                new Fact.Interop("a1", "grafana", "simulated", true),
                new Fact.Interop("a2", "datadog", "simulated", true));
        record(new Fact.AuditorNamed("a1", "an auditor", key("auditor")));
        say("auditor", new Statement("a1", Statement.Kind.AUDIT, true, "a removed receipt was noticed offline"));
        tell("three customers would pay, two stacks took the export, an auditor confirmed");
    }

    private void say(String signer, Statement statement) {
        key(signer);
        record(new Fact.Stated(statement.signed(Objects.requireNonNull(known.get(signer)))));
    }

    private void updates() {
        boolean again = true;
        while (again) { // a fix that reached the customer that reported it may go on to the others
            List<Versions.Due> due = Versions.due(pilot, now).stream()
                    .filter(Versions.Due::install)
                    .toList();
            due.forEach(each -> record(new Fact.Installed(each.customer(), each.version())));
            again = !due.isEmpty();
        }
    }

    private void decide() {
        List<Outcome.Judged> gate = Gates.next(pilot, now);
        switch (pilot.phase()) {
            case A, B -> {
                if (Outcome.allPass(gate)) {
                    advance();
                }
            }
            case TUNING -> tune(gate);
            case C -> {
                modes();
                if (!now.isBefore(pilot.plannedEnd())) {
                    List<Fact> facts = Review.decide(pilot, now);
                    record(facts.toArray(Fact[]::new));
                    facts.forEach(fact -> tell("review: " + fact.kind()));
                }
            }
            case GENERAL -> {}
        }
    }

    private void tune(List<Outcome.Judged> gate) {
        if (Outcome.allPass(gate)) {
            advance();
        } else if (pilot.latest(Fact.Released.class).orElseThrow().at().isBefore(pilot.phaseSince())) {
            record(new Fact.Released(
                    new ShieldVersion("canary", "1.0." + pilot.week(now)), Optional.empty(), "simulated", List.of()));
        }
    }

    private void advance() {
        Phase next = pilot.phase().next().orElseThrow();
        boolean again = pilot.reached(next).isPresent();
        record(new Fact.Advanced(next));
        tell("the gate to phase " + next + " passes");
        if (next == Phase.B) {
            join(Cohort.B, 4);
            Graduation.FIRST.forEach(shield -> tell(
                    shield + ": " + Graduation.of(pilot, shield, now).mode().wire()));
        } else if (next == Phase.C && !again) {
            join(Cohort.C, 12);
        }
    }

    /** In the second week of its phase cohort C says which shields may block. */
    private void modes() {
        if (!Duration.between(pilot.phaseSince(), now).equals(Duration.ofDays(7))) {
            return;
        }
        int joined = 0;
        for (Customer customer : pilot.customers().values()) {
            if (customer.cohort() == Cohort.C && joined++ < Math.round(12 * ending.trust())) {
                Graduation.FIRST.forEach(
                        shield -> record(new Fact.ModeSet(customer.id(), shield, ShieldMode.BLOCKING)));
            }
        }
        tell(Math.round(12 * ending.trust()) + " of 12 customers put three shields into blocking");
    }
}
