package dev.sallyport.govern.pilot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CriteriaTest {
    /** Cohort B after eight weeks of so many events and so many false ones for each shield and customer. */
    private static Sample cohortB(long events, long wrong) {
        Sample sample = Sample.begun().join(Cohort.A, "a1", "a2", "a3");
        for (int i = 0; i < 4; i++) {
            sample.week(100, 1);
        }
        sample.record(new Fact.Advanced(Phase.B)).join(Cohort.B, "b1", "b2");
        for (int i = 0; i < 8; i++) {
            sample.week(events, wrong);
        }
        return sample;
    }

    private static Outcome.Judged criterion(Sample sample, String id) {
        return Criteria.of(sample.pilot, sample.now).stream()
                .filter(judged -> judged.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String outcome(Sample sample, String id) {
        return criterion(sample, id).outcome().wire();
    }

    private static Sample baselined(Sample sample, long missed) {
        Map<String, CorpusCount> counts = new HashMap<>();
        Sample.SHIELDS.forEach(shield -> counts.put(shield, new CorpusCount(100, missed, 100, 0)));
        return sample.record(new Fact.Baselined("d", 1, counts, List.of("canary:echo")));
    }

    @Test
    void falsePositives_passFailAndStayOpen_byTheirWholeInterval() {
        assertEquals("PASS", outcome(cohortB(100, 2), "fp"));
        assertEquals("FAIL", outcome(cohortB(100, 9), "fp"));
        Outcome.Judged open = criterion(cohortB(20, 1), "fp");
        assertEquals("INCONCLUSIVE", open.outcome().wire());
        assertTrue(!open.outcome().needed().isEmpty());
    }

    @Test
    void aShieldThatIsCertainlyTooNoisy_failsTheWhole_howeverQuietTheOthersAre() {
        Sample sample = cohortB(100, 0);
        sample.after(Duration.ofDays(7));
        for (String id : List.of("b1", "b2")) {
            sample.record(new Fact.Week(
                    id,
                    Window.day(sample.now).minusDays(7),
                    7,
                    Map.of(),
                    Map.of("canary", new ShieldWeek(50, 0, 50, 40, 0, 1, 2, 3))));
        }
        Outcome outcome = criterion(sample, "fp").outcome();
        assertEquals("FAIL", outcome.wire());
        assertTrue(outcome.needed().contains("canary"), outcome.needed());
    }

    /** Cohort A: 4 weeks x 3 customers x 4 shields, 49 caught of 1000 calls a week, so 196 attacks in 1000 calls. */
    @Test
    void misses_areCountedAgainstCohortAsBaseline_andDoubledBelow() {
        Sample sample = cohortB(100, 1);
        Misses none = new Rates(sample.pilot, Window.last(28, sample.now), c -> c.cohort() != Cohort.A)
                .misses(Sample.SHIELDS, sample.now);
        assertEquals(49 * 4 / 1000.0, none.perCall(), 1e-9);
        assertEquals(8000, none.calls());
        assertEquals(1568, none.estimated());
        sample.record(
                new Fact.Missed("m", "b1", "canary", "echo", true),
                new Fact.Missed("n", "b1", "canary", "echo", false));
        Misses two = new Rates(sample.pilot, Window.last(28, sample.now), c -> c.cohort() != Cohort.A)
                .misses(Sample.SHIELDS, sample.now);
        assertEquals(1568 + 4, two.attacks());
        assertEquals(2.0 / 1572, two.rate().value(), 1e-12);
        assertEquals(4.0 / 1572, two.doubled().value(), 1e-12);
    }

    @Test
    void misses_needASignedBaseline_andItsCorpusCounts() {
        Sample sample = cohortB(100, 1);
        assertEquals("INCONCLUSIVE", outcome(sample, "fn"));
        assertEquals("PASS", outcome(baselined(sample, 2), "fn"));
        assertEquals("FAIL", outcome(baselined(cohortB(4, 0), 40), "fn"));
    }

    @Test
    void aCriticalSurface_failsForTwoWeeks_andAnUnassessedOneKeepsTheAnswerOpen() {
        Sample sample = cohortB(100, 1);
        assertEquals("PASS", outcome(sample, "surface"));
        sample.record(new Fact.Missed("m", "b1", "canary", "swap", true));
        assertEquals("INCONCLUSIVE", outcome(sample, "surface"));
        sample.record(new Fact.Assessed("swap", 7.0, "on-call"));
        assertEquals("FAIL", outcome(sample, "surface"));
        sample.record(new Fact.Assessed("swap", 6.9, "on-call"));
        assertEquals("PASS", outcome(sample, "surface"));
        sample.record(new Fact.Assessed("swap", 9.0, "on-call"));
        assertEquals("PASS", outcome(sample.week(100, 1).week(100, 1), "surface"));
    }

    @Test
    void aSureCategoryThatNoCorpusHas_isANovelSurface_aKnownOneIsNone() {
        Sample sample = baselined(cohortB(100, 1), 2);
        sample.record(new Fact.Surfaced("b1", "canary:echo", 0.99), new Fact.Surfaced("b1", "canary:new", 0.95));
        assertEquals(List.of(), Novel.all(sample.pilot));
        sample.record(new Fact.Surfaced("b1", "canary:new", 0.96));
        assertEquals("canary:new", Novel.all(sample.pilot).getFirst().surface());
        assertEquals("INCONCLUSIVE", outcome(sample, "surface"));
    }

    private static void pay(Sample sample, String customer, String signer, boolean yes) {
        Statement statement = new Statement(customer, Statement.Kind.WOULD_PAY, yes, "10 to 20 EUR");
        sample.record(new Fact.Stated(statement.signed(sample.key(signer))));
    }

    @Test
    void threeSignedYes_fromWeekTwelveOn_areEnough() {
        Sample sample = cohortB(100, 1);
        pay(sample, "a1", "a1", true);
        pay(sample, "a2", "a2", true);
        pay(sample, "b1", "b1", false);
        assertEquals("INCONCLUSIVE", outcome(sample, "pay"));
        pay(sample, "b1", "b1", true);
        assertEquals("PASS", outcome(sample, "pay"));
    }

    @Test
    void aStatementUnderAnotherKey_isNoRecord() {
        Sample sample = cohortB(100, 1);
        assertEquals(
                "statement_unsigned",
                assertThrows(Refused.class, () -> pay(sample, "a1", "b1", true)).code());
    }

    @Test
    void anEarlyYes_doesNotCount() {
        Sample sample = Sample.begun().join(Cohort.A, "a1", "a2", "a3");
        for (String id : List.of("a1", "a2", "a3")) {
            pay(sample, id, id, true);
        }
        assertEquals("INCONCLUSIVE", outcome(sample, "pay"));
    }

    @Test
    void anAuditor_whoIsTheCustomerItself_confirmsNothing() {
        Sample sample = cohortB(100, 1);
        sample.record(new Fact.AuditorNamed(
                "a1", "itself", sample.key("a1").verifierKey().encoded()));
        Statement confirms = new Statement("a1", Statement.Kind.AUDIT, true, "verified offline");
        assertThrows(Refused.class, () -> sample.record(new Fact.Stated(confirms.signed(sample.key("a1")))));
        sample.record(new Fact.AuditorNamed(
                "a1", "an auditor", sample.key("auditor").verifierKey().encoded()));
        assertEquals("INCONCLUSIVE", outcome(sample, "audit"));
        sample.record(new Fact.Stated(confirms.signed(sample.key("auditor"))));
        assertEquals("PASS", outcome(sample, "audit"));
    }

    @Test
    void twoStacks_areEnough_oneTwiceIsNot() {
        Sample sample = cohortB(100, 1);
        sample.record(new Fact.Interop("a1", "grafana", "d", true), new Fact.Interop("a2", "grafana", "d", true));
        assertEquals("INCONCLUSIVE", outcome(sample, "otlp"));
        sample.record(new Fact.Interop("a1", "sentry", "d", true));
        assertEquals("PASS", outcome(sample, "otlp"));
        assertThrows(Refused.class, () -> sample.record(new Fact.Interop("a1", "our-own", "d", true)));
    }
}
