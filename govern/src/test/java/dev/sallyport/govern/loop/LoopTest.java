package dev.sallyport.govern.loop;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sallyport.govern.collector.Collector;
import dev.sallyport.govern.collector.CustomerWeek;
import dev.sallyport.govern.collector.Shelf;
import dev.sallyport.govern.pilot.Cohort;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Phase;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.Rules;
import dev.sallyport.govern.telemetry.Aggregator;
import dev.sallyport.govern.telemetry.CustomerId;
import dev.sallyport.govern.telemetry.Fired;
import dev.sallyport.govern.telemetry.Flagged;
import dev.sallyport.govern.telemetry.Runs;
import dev.sallyport.govern.telemetry.Window;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Ran;
import dev.sallyport.shield.ShieldMode;
import dev.sallyport.shield.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From three customers' batches at a collector to a mode of a fourth's gateway, on a clock of the test's own. */
class LoopTest {
    private static final Instant MONDAY = Instant.parse("2026-11-02T00:00:00Z");
    private static final List<String> MEMBERS = List.of("one", "two", "three");

    private final Collector collector =
            new Collector(new Shelf(), new Shelf.Lines(), new Shelf.Lines(), id -> Optional.of("a"));
    private Instant now = MONDAY;
    private Pilot pilot = Pilot.EMPTY;

    private static String id(String seed) {
        return Runs.customer(seed).wire();
    }

    private void record(Fact... facts) {
        pilot = Rules.record(pilot, now, List.of(facts));
    }

    private void begin() {
        record(new Fact.Began("loop", List.of("canary", "package-gate", "egress-monitor", "capability-fence")));
        MEMBERS.forEach(seed -> record(new Fact.Joined(id(seed), Cohort.A, "")));
    }

    /** A week in which each customer's shields fire that often a day, and so many of all are flagged. */
    private void week(int aDay, int flagged) throws IOException {
        Instant monday = now;
        for (String seed : MEMBERS) {
            for (int day = 0; day < 7; day++) {
                Instant at = monday.plus(Duration.ofDays(day)).plus(Duration.ofHours(9));
                collector.take(batch(seed, at, aDay, day == 0 ? flagged : 0), at.toEpochMilli() + Window.MILLIS);
            }
        }
        now = monday.plus(Duration.ofDays(7));
    }

    private static byte[] batch(String seed, Instant at, int events, int flagged) {
        Aggregator counted = Runs.aggregator(seed, at.toEpochMilli());
        List<Ran> ran = new ArrayList<>();
        for (String found : List.of("canary:planted", "package-gate:typosquat", "egress-monitor:paste")) {
            Category category = Category.parse(found);
            ran.add(Runs.ran(category.shield() + "@1.0.0", Verdict.BLOCK, category, 0.5, 40));
        }
        for (int i = 0; i < events; i++) {
            counted.intercepted("Bash");
            counted.fired(new Fired(Runs.TENANT, at.toEpochMilli(), "Bash", "s", ran));
        }
        for (int i = 0; i < flagged; i++) {
            ran.forEach(one -> counted.flagged(new Flagged(Runs.TENANT, at.toEpochMilli(), "Bash", "s", one)));
        }
        return counted.close(at.toEpochMilli() + Window.MILLIS).getFirst().bytes();
    }

    private Collecting collected() throws IOException {
        Collecting collecting = Collecting.of(pilot, collector.customerWeeks(now.toEpochMilli()));
        if (!collecting.facts().isEmpty()) {
            record(collecting.facts().toArray(Fact[]::new));
        }
        return collecting;
    }

    private Applying.Step plan(String shield, ShieldMode wanted) {
        return Applying.plan(pilot, id("one"), shield, wanted, ShieldMode.ADVISORY, now);
    }

    private String refusal(String shield, ShieldMode wanted) {
        return assertInstanceOf(Applying.Step.Refused.class, plan(shield, wanted))
                .code();
    }

    /** Four weeks, the week in which late batches may come, and the gate to B if it lets through. */
    private void fourWeeks(int aDay, int flagged) throws IOException {
        begin();
        for (int i = 0; i < 4; i++) {
            week(aDay, flagged);
        }
        now = now.plus(Duration.ofDays(8));
        collected();
    }

    @Test
    void weeks_become_facts_once_they_are_over_and_only_once() throws IOException {
        begin();
        week(10, 2);
        assertEquals(0, collected().facts().size(), "late batches may still come");
        now = now.plus(Duration.ofDays(7)).plusSeconds(1);
        Collecting collecting = collected();
        assertEquals(3, collecting.facts().size());
        Fact.Week week = assertInstanceOf(Fact.Week.class, collecting.facts().getFirst());
        assertEquals(LocalDate.of(2026, 11, 2), week.from());
        assertEquals(7, week.days());
        assertEquals(70L, week.calls().get("Bash"));
        assertEquals(70, requireNonNull(week.shields().get("canary")).events());
        assertEquals(2, requireNonNull(week.shields().get("canary")).falsePositives());
        Collecting again = collected();
        assertEquals(0, again.facts().size());
        assertEquals(3, again.known());
    }

    @Test
    void who_is_not_in_the_pilot_or_in_another_cohort_of_it_counts_for_nothing() throws IOException {
        record(new Fact.Began("loop", List.of("canary")));
        record(new Fact.Joined(id("one"), Cohort.A, ""));
        week(1, 0);
        now = now.plus(Duration.ofDays(8));
        assertEquals(2, collected().left().size());
        List<CustomerWeek> asB = collector.customerWeeks(now.toEpochMilli()).stream()
                .map(w -> new CustomerWeek(w.customer(), "b", w.from(), w.days(), w.calls(), w.shields()))
                .toList();
        assertEquals(3, Collecting.of(pilot, asB).left().size());
    }

    @Test
    void what_an_order_deleted_is_no_fact() throws IOException {
        begin();
        week(3, 0);
        collector.order(new CustomerId(id("two")), now.toEpochMilli());
        now = now.plus(Duration.ofDays(8));
        collector.round(now.toEpochMilli());
        assertEquals(2, collected().facts().size());
    }

    @Test
    void few_false_positives_in_cohort_a_let_a_gateway_block_on_high_confidence_in_b_and_no_more() throws IOException {
        fourWeeks(40, 1);
        assertEquals("mode_not_graduated", refusal("canary", ShieldMode.HIGH_CONFIDENCE), "phase A only advises");
        record(new Fact.Advanced(Phase.B));
        Applying.Step.Sets sets =
                assertInstanceOf(Applying.Step.Sets.class, plan("canary", ShieldMode.HIGH_CONFIDENCE));
        assertEquals(ShieldMode.HIGH_CONFIDENCE, sets.to());
        assertEquals("mode_not_graduated", refusal("canary", ShieldMode.BLOCKING));
        assertEquals("mode_not_graduated", refusal("capability-fence", ShieldMode.HIGH_CONFIDENCE));
        assertEquals("unknown_shield", refusal("secret-guard", ShieldMode.HIGH_CONFIDENCE));
    }

    @Test
    void many_false_positives_and_missing_evidence_refuse_whatever_the_phase() throws IOException {
        fourWeeks(40, 40);
        assertEquals("mode_not_graduated", refusal("canary", ShieldMode.HIGH_CONFIDENCE));
        reach(Phase.B);
        assertEquals("mode_not_graduated", refusal("canary", ShieldMode.HIGH_CONFIDENCE));
        reach(Phase.C);
        assertEquals(
                "mode_too_many_false", refusal("canary", ShieldMode.BLOCKING), "though a customer decides for itself");
        assertEquals("mode_unmeasured", refusal("capability-fence", ShieldMode.BLOCKING));
    }

    /** Whatever the gates say: as records of another program might have it. */
    private void reach(Phase phase) {
        now = now.plusSeconds(1);
        pilot = pilot.with(now, List.of(new Fact.Advanced(phase)));
    }

    @Test
    void what_blocks_less_needs_no_evidence_and_what_stands_is_not_set_again() {
        begin();
        Applying.Step down = Applying.plan(pilot, id("one"), "canary", ShieldMode.OFF, ShieldMode.BLOCKING, now);
        assertInstanceOf(Applying.Step.Sets.class, down);
        assertInstanceOf(Applying.Step.Stands.class, plan("canary", ShieldMode.ADVISORY));
        assertEquals(
                "unknown_customer",
                assertInstanceOf(
                                Applying.Step.Refused.class,
                                Applying.plan(pilot, "nobody", "canary", ShieldMode.BLOCKING, ShieldMode.ADVISORY, now))
                        .code());
    }
}
