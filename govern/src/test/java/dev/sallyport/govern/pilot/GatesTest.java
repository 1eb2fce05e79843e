package dev.sallyport.govern.pilot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.shield.ShieldMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatesTest {
    private static Sample cohortA(long events, long wrong) {
        Sample sample = Sample.begun().join(Cohort.A, "a1", "a2", "a3");
        return sample.week(events, wrong)
                .week(events, wrong)
                .week(events, wrong)
                .week(events, wrong);
    }

    @Test
    void cohortA_passes_withThreeCustomersTwoWeeksEachAndRatesToTwoPoints() {
        Sample sample = cohortA(100, 1);
        assertTrue(
                Outcome.allPass(Gates.next(sample.pilot, sample.now)), Gates.next(sample.pilot, sample.now)::toString);
        sample.record(new Fact.Advanced(Phase.B));
        assertEquals(Phase.B, sample.pilot.phase());
    }

    @Test
    void aDayBeforeTheFourthWeekEnds_theGateIsShut() {
        Sample sample = Sample.begun()
                .join(Cohort.A, "a1", "a2", "a3")
                .week(100, 1)
                .week(100, 1)
                .week(100, 1);
        sample.after(Duration.ofDays(6));
        assertEquals("INCONCLUSIVE", sample.outcome("weeks").orElseThrow());
        Refused refused = assertThrows(Refused.class, () -> sample.record(new Fact.Advanced(Phase.B)));
        assertEquals("gate_closed", refused.code());
        assertTrue(refused.words().contains("1 more days"), refused.words());
    }

    @Test
    void twoCustomers_orOneWithoutTwoWeeks_keepTheGateShut() {
        Sample two = Sample.begun().join(Cohort.A, "a1", "a2");
        two.week(100, 1).week(100, 1).week(100, 1).week(100, 1);
        assertEquals("INCONCLUSIVE", two.outcome("size").orElseThrow());
        Sample late = Sample.begun()
                .join(Cohort.A, "a1", "a2", "a3")
                .week(100, 1)
                .week(100, 1)
                .week(100, 1);
        late.join(Cohort.A, "a4").week(100, 1);
        assertEquals("INCONCLUSIVE", late.outcome("telemetry").orElseThrow());
        assertEquals("PASS", late.outcome("size").orElseThrow());
    }

    @Test
    void aRateKnownToThreePoints_keepsTheGateShut_andSaysHowManyEventsAreMissing() {
        Sample sample = cohortA(12, 1);
        Outcome known = Gates.next(sample.pilot, sample.now).getLast().outcome();
        assertEquals("INCONCLUSIVE", known.wire());
        assertTrue(known.needed().startsWith("about "), known.needed());
    }

    @Test
    void cohortA_takesFiveCustomers_andBNobodyBeforeItsPhase() {
        Sample sample = Sample.begun().join(Cohort.A, "a1", "a2", "a3", "a4", "a5");
        assertEquals(
                "cohort_full",
                assertThrows(Refused.class, () -> sample.join(Cohort.A, "a6")).code());
        assertEquals(
                "cohort_closed",
                assertThrows(Refused.class, () -> sample.join(Cohort.B, "b1")).code());
    }

    @Test
    void blockingOnHighConfidence_needsFivePercentInCohortA_exactly() {
        Sample good = cohortA(100, 5);
        good.record(new Fact.Advanced(Phase.B));
        assertEquals(
                ShieldMode.HIGH_CONFIDENCE,
                Graduation.of(good.pilot, "canary", good.now).mode());
        good.record(new Fact.ModeSet("a1", "canary", ShieldMode.HIGH_CONFIDENCE));
        assertEquals(
                "mode_not_graduated",
                assertThrows(Refused.class, () -> good.record(new Fact.ModeSet("a1", "canary", ShieldMode.BLOCKING)))
                        .code());
        assertEquals(
                ShieldMode.ADVISORY,
                Graduation.of(good.pilot, "capability-fence", good.now).mode());
        Sample bad = cohortA(200, 12);
        bad.record(new Fact.Advanced(Phase.B));
        assertEquals(
                ShieldMode.ADVISORY, Graduation.of(bad.pilot, "canary", bad.now).mode());
    }

    @Test
    void inCohortA_nothingBlocks_butAShieldMayBeTurnedOff() {
        Sample sample = Sample.begun().join(Cohort.A, "a1");
        assertThrows(Refused.class, () -> sample.record(new Fact.ModeSet("a1", "canary", ShieldMode.HIGH_CONFIDENCE)));
        sample.record(new Fact.ModeSet("a1", "canary", ShieldMode.OFF));
    }

    private static Sample cohortC(int customers, int opting) {
        Sample sample = cohortA(100, 1);
        sample.record(new Fact.Advanced(Phase.B)).join(Cohort.B, "b1", "b2");
        for (int i = 0; i < 8; i++) {
            sample.week(100, 1);
        }
        sample.record(new Fact.Advanced(Phase.C));
        for (int i = 1; i <= customers; i++) {
            sample.join(Cohort.C, "c" + i);
            if (i <= opting) {
                for (String shield : List.of("canary", "package-gate", "egress-monitor")) {
                    sample.record(new Fact.ModeSet("c" + i, shield, ShieldMode.BLOCKING));
                }
            }
        }
        return sample;
    }

    @Test
    void sixOfTenCustomers_areEnoughTrust_fiveAreNot() {
        assertEquals("PASS", cohortC(10, 6).outcome("trust").orElseThrow());
        assertEquals("INCONCLUSIVE", cohortC(10, 5).outcome("trust").orElseThrow());
        assertEquals(
                "FAIL",
                cohortC(10, 5).after(Duration.ofDays(29)).outcome("trust").orElseThrow());
    }

    @Test
    void customersWhoOptInAfterFourWeeks_countNoMore() {
        Sample sample = cohortC(10, 5).after(Duration.ofDays(29));
        for (String shield : List.of("canary", "package-gate", "egress-monitor")) {
            sample.record(new Fact.ModeSet("c6", shield, ShieldMode.BLOCKING));
        }
        assertEquals("FAIL", sample.outcome("trust").orElseThrow());
        sample.record(new Fact.Returned("too few"));
        assertEquals(Phase.TUNING, sample.pilot.phase());
    }

    @Test
    void aReview_beforeThePlannedEnd_isRefused() {
        Sample sample = cohortC(10, 6);
        assertEquals(
                "review_early",
                assertThrows(Refused.class, () -> Review.decide(sample.pilot, sample.now))
                        .code());
    }
}
