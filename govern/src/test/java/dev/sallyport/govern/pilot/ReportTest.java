package dev.sallyport.govern.pilot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.govern.pilot.simulation.Ending;
import dev.sallyport.govern.pilot.simulation.Simulation;
import dev.sallyport.ledger.note.Ed25519Key;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static Sample sample() {
        Sample sample = Sample.begun().join(Cohort.A, "a1", "a2").week(100, 3);
        return sample.record(
                new Fact.Missed("m1", "a1", "canary", "echo", true),
                new Fact.Agreed("t1", "a1", "a looser fence", "on-call", LocalDate.of(2026, 1, 14)));
    }

    @Test
    void aSheet_answersTheSixQuestions_forOneCustomerOnly() {
        Sample sample = sample();
        WeeklyReport report = WeeklyReport.of(sample.pilot, sample.now, "a1");
        ShieldWeek canary = report.lines().getFirst().sum();
        assertEquals(100, canary.events());
        assertEquals(47, canary.catches());
        assertEquals(30, canary.p99());
        assertEquals(List.of("m1: canary/echo"), report.misses());
        for (String part :
                List.of("1. What", "2. False", "3. Misses", "4. Latency", "5. One", "| t1 | a looser fence")) {
            assertTrue(report.sheet().contains(part), report.sheet());
        }
        assertFalse(WeeklyReport.of(sample.pilot, sample.now, "a2").sheet().contains("fence |"));
    }

    @Test
    void whatIsOverdue_isSaid_untilItIsDone() {
        Sample sample = sample();
        assertEquals(List.of(), Alerts.of(sample.pilot, sample.now));
        sample.after(Duration.ofDays(3));
        assertEquals(1, Alerts.of(sample.pilot, sample.now).size());
        sample.record(new Fact.Settled("t1"));
        assertEquals(List.of(), Alerts.of(sample.pilot, sample.now));
        assertEquals(
                2, Alerts.of(sample.pilot, sample.now.plus(Duration.ofDays(20))).size());
    }

    @Test
    void theTable_setsRealTrafficBesideTheTargets() {
        Sample sample = sample();
        ThresholdTable.Row canary = ThresholdTable.of(sample.pilot, sample.now).getFirst();
        assertEquals(0.03, canary.falsePositives().value(), 1e-12);
        assertFalse(canary.within());
        assertTrue(canary.text().endsWith("ABOVE"));
        assertTrue(ThresholdTable.of(sample.pilot, sample.now).get(1).within());
    }

    @Test
    void theChecklist_wantsEvidenceForEachItem_andTheReviewInTime() {
        Pilot pilot = new Simulation(
                        Ending.GOOD, 1, Sample.START, name -> Ed25519Key.generate(name, new SecureRandom()))
                .run(20)
                .pilot();
        Instant now = pilot.last().orElseThrow();
        assertFalse(Outcome.allPass(Checklist.of(pilot, now)));
        for (String item : Checklist.ITEMS.keySet()) {
            if (!item.equals("review")) {
                pilot = Rules.record(pilot, now, List.of(new Fact.Evidenced(item, "sha256:abc", "lead")));
            }
        }
        assertTrue(Outcome.allPass(Checklist.of(pilot, now)), Checklist.of(pilot, now)::toString);
        pilot = Rules.record(pilot, now, List.of(new Fact.Launched()));
        assertTrue(Outcome.allPass(Checklist.of(pilot, now.plus(Duration.ofDays(30)))));
        Instant late = now.plus(Duration.ofDays(31));
        assertFalse(Outcome.allPass(Checklist.of(pilot, late)));
        pilot = Rules.record(pilot, late, List.of(new Fact.Evidenced("review", "minutes", "lead")));
        assertTrue(Outcome.allPass(Checklist.of(pilot, late)));
    }
}
