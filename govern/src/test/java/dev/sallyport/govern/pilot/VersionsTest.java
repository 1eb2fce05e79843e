package dev.sallyport.govern.pilot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private static final Duration DAY = Duration.ofDays(1);

    /** Three customers of cohort A that run the old version. */
    private static Sample running() {
        Sample sample = Sample.begun()
                .join(Cohort.A, "a1", "a2", "a3")
                .release(Sample.OLD)
                .after(DAY);
        for (String id : List.of("a1", "a2", "a3")) {
            sample.record(new Fact.Installed(id, Sample.OLD));
        }
        return sample;
    }

    private static List<String> installable(Sample sample) {
        return Versions.due(sample.pilot, sample.now).stream()
                .filter(Versions.Due::install)
                .map(Versions.Due::customer)
                .toList();
    }

    @Test
    void aVersion_goesToNobodyBefore24Hours_andToCohortAThen() {
        Sample sample = running().release(Sample.NEW).after(Duration.ofHours(24).minusSeconds(1));
        assertEquals(List.of(), installable(sample));
        assertEquals(
                "not_due",
                assertThrows(Refused.class, () -> sample.record(new Fact.Installed("a1", Sample.NEW)))
                        .code());
        assertEquals(List.of("a1", "a2", "a3"), installable(sample.after(Duration.ofSeconds(1))));
    }

    @Test
    void aFaultInStaging_keepsAVersionThere() {
        Sample sample = running().release(Sample.NEW);
        sample.record(new Fact.SoakFailed(Sample.NEW, "p99 doubled")).after(DAY.multipliedBy(3));
        assertEquals(List.of(), installable(sample));
    }

    @Test
    void aCustomerWithoutConsent_staysWhereItIs() {
        Sample sample = running();
        sample.record(new Fact.Consented("a2", false)).release(Sample.NEW).after(DAY);
        assertEquals(List.of("a1", "a3"), installable(sample));
    }

    @Test
    void aRollback_takesOneRecord_andHoldsUntilItIsLifted() {
        Sample sample = running().release(Sample.NEW).after(DAY);
        sample.record(new Fact.Installed("a1", Sample.NEW));
        assertEquals(Optional.of(Sample.OLD), Versions.previous(sample.pilot, "a1", "canary"));
        sample.record(new Fact.RolledBack("a1", Sample.NEW, Sample.OLD, "a regression"));
        assertEquals(Sample.OLD, Versions.running(sample.pilot, "a1").get("canary"));
        assertEquals(List.of("a2", "a3"), installable(sample.after(DAY)));
        assertTrue(Versions.previous(sample.pilot, "a1", "canary").isEmpty(), "going back twice must not go forward");
        sample.record(new Fact.Unpinned("a1", "canary"));
        assertEquals(List.of("a1", "a2", "a3"), installable(sample));
    }

    @Test
    void aRollback_toAVersionTheCustomerNeverRan_isRefused() {
        Sample sample = running().release(Sample.NEW).after(DAY);
        assertEquals(
                "no_version_before",
                assertThrows(Refused.class, () -> sample.record(new Fact.RolledBack("a1", Sample.NEW, Sample.OLD, "x")))
                        .code());
    }

    @Test
    void aFix_goesToTheReporterFirst_thenToAll_andIsLateAfterSevenDays() {
        Sample sample = running();
        sample.record(new Fact.Missed("m", "a2", "canary", "echo", true))
                .release(Sample.NEW, "m")
                .after(DAY);
        assertEquals(List.of("a2"), installable(sample));
        sample.record(new Fact.Installed("a2", Sample.NEW));
        assertEquals(List.of("a1", "a3"), installable(sample));
        sample.record(new Fact.Installed("a1", Sample.NEW)).after(Duration.ofDays(7));
        assertFalse(late(sample));
        assertTrue(late(sample.after(Duration.ofSeconds(1))));
    }

    @Test
    void aReporterWhoTakesNoUpdates_doesNotHoldTheOthersBack() {
        Sample sample = running();
        sample.record(new Fact.Missed("m", "a2", "canary", "echo", true), new Fact.Consented("a2", false));
        assertEquals(
                List.of("a1", "a3"), installable(sample.release(Sample.NEW, "m").after(DAY)));
    }

    private static boolean late(Sample sample) {
        return Versions.due(sample.pilot, sample.now).stream()
                .anyMatch(due -> due.late().isPresent());
    }
}
