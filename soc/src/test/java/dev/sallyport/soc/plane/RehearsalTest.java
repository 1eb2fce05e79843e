package dev.sallyport.soc.plane;

import static dev.sallyport.soc.plane.Rig.ACME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.soc.detect.BundledRules;
import dev.sallyport.soc.detect.Severity;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.playbook.Brake;
import dev.sallyport.soc.playbook.Playbook;
import dev.sallyport.soc.rehearsal.Counted;
import dev.sallyport.soc.rehearsal.DryRun;
import dev.sallyport.soc.rehearsal.DryRunForm;
import dev.sallyport.soc.rehearsal.Feed;
import dev.sallyport.soc.rehearsal.Simulation;
import dev.sallyport.soc.rehearsal.SimulationForm;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Step;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules and playbooks over a chain of receipts that happened before. */
final class RehearsalTest {
    private static final String STORM = "Many refused actions of one agent";
    private static final long TTL = 60_000;

    private final Rig rig = new Rig();
    private final SigmaRules rules = Rig.rules();
    private final String storm = rules.wholes().stream()
            .filter(whole -> whole.rule().title().equals(STORM))
            .findFirst()
            .orElseThrow()
            .rule()
            .id();

    private Feed feed(History.Span span, long most) {
        return Feed.of(rig.journal, ACME, span, most, () -> true);
    }

    private DryRun.Report dry(SigmaRules now, SigmaRules today, History.Span span, int perDay) {
        return DryRun.of(feed(span, 1_000_000), new DryRun.Plan(ACME, now, today, rule -> perDay, 1_000));
    }

    private void storms(String agent, int calls) {
        for (int i = 0; i < calls; i++) {
            rig.denied(agent, "policy_denied");
        }
    }

    @Test
    void a_dry_run_counts_what_each_rule_finds_by_day_and_group_and_the_stories_it_alone_would_begin() {
        storms("agt_1", 10);
        rig.clock.advanceMillis(24 * 3_600_000L);
        storms("agt_2", 20);
        DryRun.Report report = dry(rules, rules, History.Span.ALL, 100);
        Counted found = report.row(storm).orElseThrow().now().orElseThrow();
        assertEquals(2, found.perDay().size(), found::toString);
        assertEquals(
                found.alerts(),
                found.perDay().values().stream().mapToLong(Long::longValue).sum());
        assertEquals(2, found.groups());
        assertEquals(2, found.incidents(), "one story for each agent");
        assertTrue(found.lastMillis() - found.firstMillis() >= 24 * 3_600_000L);
        assertEquals(30, report.read().receipts());
        assertTrue(report.row(storm).orElseThrow().passed());
        assertEquals("same", report.row(storm).orElseThrow().trend());
        assertEquals(
                DryRunForm.digest(report),
                DryRunForm.digest(dry(rules, rules, History.Span.ALL, 100)),
                "twice the same");
        DryRun.Report day = dry(rules, rules, History.Span.lastDays(rig.journal, ACME, 1), 100);
        assertEquals(1, day.row(storm).orElseThrow().now().orElseThrow().groups(), "the last day alone");
    }

    @Test
    void it_says_which_rules_are_new_or_gone_beside_those_of_today() {
        storms("agt_1", 10);
        SigmaRules fewer = SigmaRules.of(BundledRules.read(), Set.of(storm));
        assertEquals(
                "gone",
                dry(fewer, rules, History.Span.ALL, 100)
                        .row(storm)
                        .orElseThrow()
                        .trend());
        assertEquals(
                "new",
                dry(rules, fewer, History.Span.ALL, 100)
                        .row(storm)
                        .orElseThrow()
                        .change());
        assertFalse(fewer.digest().equals(rules.digest()));
    }

    @Test
    void a_rule_does_not_pass_that_alerts_too_often_or_whose_record_is_cut_broken_or_empty() {
        assertFalse(
                dry(rules, rules, History.Span.ALL, 100)
                        .row(storm)
                        .orElseThrow()
                        .passed(),
                "no event");
        storms("agt_1", 10);
        assertFalse(
                dry(rules, rules, History.Span.ALL, 0).row(storm).orElseThrow().passed(), "too often");
        DryRun.Report cut = DryRun.of(feed(History.Span.ALL, 5), new DryRun.Plan(ACME, rules, rules, r -> 9, 1_000));
        assertEquals("receipts", cut.cut());
        assertTrue(cut.rows().stream().noneMatch(DryRun.Row::passed));
        DryRun.Report full = DryRun.of(feed(History.Span.ALL, 1_000), new DryRun.Plan(ACME, rules, rules, r -> 9, 0));
        assertEquals("alerts", full.cut());
    }

    private Playbook playbook(long ttl) {
        return new Playbook(
                "contain",
                1,
                "the first one",
                Playbook.Mode.LOG_ONLY,
                Set.of(storm),
                Severity.LOW,
                List.of(new Playbook.Act(Effect.FREEZE_AGENT, ttl, false)));
    }

    private Simulation.Report simulate(Playbook playbook, Brake brake) {
        return Simulation.of(
                new Simulation.Plan(ACME, rules, List.of(playbook), Set.of("agt_never"), brake, 3, 0, 1_000),
                rig.journal,
                History.Span.ALL,
                1_000_000,
                () -> true);
    }

    @Test
    void a_simulation_says_whom_a_playbook_would_have_frozen_from_when_until_when_and_what_met_the_stop() {
        storms("agt_1", 10);
        rig.allowed("agt_1");
        rig.allowed("agt_2");
        rig.clock.advanceMillis(2 * TTL);
        rig.allowed("agt_1");
        storms("agt_never", 10);
        Playbook playbook = playbook(TTL);
        Simulation.Report report = simulate(playbook, Brake.DEFAULT);
        Simulation.Outcome frozen = report.of(playbook).getFirst();
        assertEquals("agt_1", frozen.step().target());
        assertEquals(Step.State.UNDONE, frozen.step().state(), report::toString);
        assertEquals(TTL, frozen.endedMillis() - frozen.step().begunMillis());
        assertEquals(1, frozen.met(), "one call met the stop, one came after it");
        assertEquals(10, frozen.preview().orElseThrow().callsHour());
        Simulation.Outcome spared = report.of(playbook).getLast();
        assertEquals(Step.State.REFUSED, spared.step().state());
        assertEquals(List.of(), report.faults(playbook));
        assertEquals(SimulationForm.digest(report), SimulationForm.digest(simulate(playbook, Brake.DEFAULT)));
    }

    @Test
    void a_playbook_whose_stops_the_brake_would_have_held_does_not_pass() {
        for (int agent = 0; agent < 4; agent++) {
            storms("agt_" + agent, 10);
        }
        Playbook playbook = playbook(TTL);
        Simulation.Report report = simulate(playbook, new Brake(100, 2, 0, 100));
        assertEquals(
                2, report.of(playbook).stream().filter(Simulation.Outcome::held).count());
        assertEquals(List.of("the brake would have held 2 of its steps"), report.faults(playbook));
    }

    @Test
    void rules_that_read_the_same_go_on_with_what_they_remember_when_others_are_loaded() {
        try (Plane plane = rig.start()) {
            storms("agt_1", 5);
            Rig.until(() -> rig.alerts("refused").isEmpty() && plane.leads());
            plane.reload(SigmaRules.of(BundledRules.read(), Set.of("no such rule")));
            storms("agt_1", 5);
            Rig.until(() -> !rig.alerts(STORM).isEmpty());
            assertEquals(1, rig.alerts(STORM).size());
        }
    }
}
