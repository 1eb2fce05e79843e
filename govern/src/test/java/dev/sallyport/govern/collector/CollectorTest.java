package dev.sallyport.govern.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.govern.telemetry.Aggregator;
import dev.sallyport.govern.telemetry.CustomerId;
import dev.sallyport.govern.telemetry.Fired;
import dev.sallyport.govern.telemetry.Flagged;
import dev.sallyport.govern.telemetry.Runs;
import dev.sallyport.govern.telemetry.Window;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Ran;
import dev.sallyport.shield.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Everything on a clock of the test's own. */
class CollectorTest {
    private static final long DAY = 24 * 60 * 60 * 1000L;
    private static final String WEEK = "summaries/2026-w47.json";

    private final Shelf shelf = new Shelf();
    private final Shelf.Lines lines = new Shelf.Lines();
    private final Collector collector = new Collector(
            shelf,
            lines,
            new Shelf.Lines(),
            id -> id.equals(Runs.customer("out")) ? Optional.empty() : Optional.of("a"));

    private static byte[] batch(String customer, long at, int events, int flagged) {
        Aggregator counted = Runs.aggregator(customer, at);
        Ran ran = Runs.ran(Verdict.BLOCK, Category.parse("package-gate:typosquat"), 0.5, 40);
        for (int i = 0; i < events; i++) {
            counted.intercepted("Bash");
            counted.fired(new Fired(Runs.TENANT, at, "Bash", "s", List.of(ran)));
        }
        for (int i = 0; i < flagged; i++) {
            counted.flagged(new Flagged(Runs.TENANT, at, "Bash", "s", ran));
        }
        return counted.close(at + Window.MILLIS).getFirst().bytes();
    }

    private String code(byte[] bytes, long now) {
        return assertThrows(Refused.class, () -> collector.take(bytes, now)).code();
    }

    @Test
    void aBatch_isTakenOnce_andAnotherOfItsWindowIsRefused() throws IOException {
        byte[] batch = batch("a", Runs.START, 3, 0);
        assertTrue(collector.take(batch, Runs.START + DAY));
        assertFalse(collector.take(batch, Runs.START + DAY + 1), "sent again after a lost answer");
        assertEquals("window_taken", code(batch("a", Runs.START, 4, 0), Runs.START + DAY));
        assertEquals(1, shelf.list("raw/").size());
        assertEquals(List.of(), collector.strangers());
    }

    @Test
    void whatIsNoBatch_orOfNobody_orOfAnotherTime_isNotKept() {
        byte[] good = batch("a", Runs.START, 3, 0);
        String text = new String(good, StandardCharsets.UTF_8);
        assertEquals("customer_unknown", code(batch("out", Runs.START, 1, 0), Runs.START));
        assertEquals("window_late", code(good, Runs.START + 8 * DAY));
        assertEquals("window_ahead", code(good, Runs.START - DAY));
        for (String bad : List.of(
                "", "[]", text + " ", text.replace(":3", ": 3"), text.replace("Bash", "secret"), text.substring(1))) {
            assertTrue(code(bad.getBytes(StandardCharsets.UTF_8), Runs.START).startsWith("batch_"), bad);
        }
        assertEquals("", shelf.everything());
    }

    @Test
    void aBatch_livesForNinetyDays_andNotADayLonger() throws IOException {
        long taken = Runs.START + DAY;
        collector.take(batch("a", Runs.START, 3, 0), taken);
        for (long now = taken; now < taken + 90 * DAY; now += DAY / 2) {
            collector.round(now);
            assertEquals(1, shelf.list("raw/").size(), "day " + (now - taken) / DAY);
        }
        String key = shelf.list("raw/").getFirst();
        assertThrows(
                ObjectStore.Locked.class,
                () -> shelf.delete(key, ObjectStore.Grounds.TERM, taken + 90 * DAY - 1),
                "the lock holds for those who would delete too early");
        assertEquals(1, collector.round(taken + 90 * DAY).destroyed());
        assertEquals(List.of(), shelf.list("raw/"));
        assertEquals(1, shelf.list(WEEK).size(), "the sums stay");
    }

    @Test
    void aWeek_isAddedUp_byShieldAndCohort_onceNothingMoreCanArrive() throws IOException {
        for (String customer : List.of("a", "b", "c")) {
            collector.take(batch(customer, Runs.START, 10, 1), Runs.START + DAY);
        }
        long sunday = Runs.START + DAY;
        assertEquals(0, collector.round(sunday + 7 * DAY).summarised());
        assertEquals(1, collector.round(sunday + 9 * DAY).summarised());
        assertEquals(0, collector.round(sunday + 10 * DAY).summarised());
        String summary = new String(shelf.get(WEEK).orElseThrow(), StandardCharsets.UTF_8);
        assertEquals(
                "{\"rows\":[{\"cohort\":\"a\",\"customers\":3,\"events\":30,\"false_positive_rate\":0.1,"
                        + "\"false_positives\":3,\"novel\":0,\"shield\":\"package-gate@1.0.0\","
                        + "\"verdicts\":{\"block\":30},\"worst_p99_us\":41}],\"week\":\"2026-W47\"}",
                summary);
    }

    @Test
    void aSum_ofFewerThanThreeCustomers_holdsNoFigures() throws IOException {
        collector.take(batch("a", Runs.START, 10, 1), Runs.START);
        collector.take(batch("b", Runs.START, 10, 1), Runs.START);
        collector.round(Runs.START + 10 * DAY);
        String summary = new String(shelf.get(WEEK).orElseThrow(), StandardCharsets.UTF_8);
        assertTrue(summary.contains("\"withheld\":true"), summary);
        assertFalse(summary.contains("events"), summary);
    }

    @Test
    void anOrder_destroysAllOfOneCustomer_leavesTheOthersAndTheSums_andCanBeShown() throws IOException {
        for (String customer : List.of("a", "b", "c")) {
            collector.take(batch(customer, Runs.START, 10, 0), Runs.START);
            collector.take(batch(customer, Runs.START + DAY, 10, 0), Runs.START + DAY);
        }
        collector.round(Runs.START + 10 * DAY);
        long asked = Runs.START + 11 * DAY;
        CustomerId a = Runs.customer("a");
        assertEquals(Deletion.State.OPEN, collector.order(a, asked).state(asked));
        collector.order(a, asked + 1);
        assertEquals(1, collector.deletions().size(), "asked twice is one order");
        assertEquals(1, collector.round(asked + 60_000).ordersDone());
        assertEquals(
                new Deletion(a.commitment(), asked, OptionalLong.of(asked + 60_000), 2),
                collector.newest(a).orElseThrow());
        assertFalse(shelf.everything().contains(a.wire()));
        assertFalse(lines.lines().toString().contains(a.wire()), "the record of it names nobody");
        assertEquals(4, shelf.list("raw/").size());
        assertEquals(1, shelf.list(WEEK).size());
        assertEquals(0, collector.round(asked + DAY).ordersDone());
    }

    @Test
    void anOrderThatCannotBeDone_isDoneLater_andAlarmsAfterSevenAndThirtyDays() throws IOException {
        collector.take(batch("a", Runs.START, 10, 0), Runs.START);
        collector.order(Runs.customer("a"), Runs.START);
        shelf.breaks(true);
        for (int day = 0; day < 40; day++) {
            Collector.Round round = collector.round(Runs.START + day * DAY);
            assertEquals(1, round.troubles().size());
            List<Deletion.State> states = round.alarms().stream()
                    .map(d -> d.state(Runs.START + round.ordersDone()))
                    .toList();
            assertEquals(day >= 7 ? 1 : 0, states.size(), "day " + day);
        }
        Deletion order = collector.newest(Runs.customer("a")).orElseThrow();
        assertEquals(Deletion.State.OPEN, order.state(Runs.START + 7 * DAY - 1));
        assertEquals(Deletion.State.LATE, order.state(Runs.START + 30 * DAY - 1));
        assertEquals(Deletion.State.OVERDUE, order.state(Runs.START + 30 * DAY));
        shelf.breaks(false);
        assertEquals(1, collector.round(Runs.START + 40 * DAY).ordersDone());
        assertEquals("", shelf.list("raw/").toString().replace("[]", ""));
    }

    @Test
    void anOrderThatMeetsALockNothingLifts_destroysWhatItCan_andIsDoneWhenTheLockEnds() throws IOException {
        shelf.locksForEverybody();
        collector.take(batch("a", Runs.START, 10, 0), Runs.START);
        collector.take(batch("a", Runs.START + DAY, 10, 0), Runs.START + DAY);
        collector.take(batch("b", Runs.START, 10, 0), Runs.START);
        long firstFree = Runs.START + 90 * DAY;
        CustomerId a = Runs.customer("a");
        collector.order(a, firstFree - DAY);
        Collector.Round waits = collector.round(firstFree - DAY);
        assertEquals(List.of(), waits.troubles(), "to wait is no fault");
        assertEquals(0, waits.ordersDone());
        assertEquals(0, collector.round(firstFree).ordersDone());
        assertEquals(
                new Deletion(a.commitment(), firstFree - DAY, OptionalLong.empty(), 1),
                collector.newest(a).orElseThrow());
        assertEquals(1, collector.round(firstFree + DAY).ordersDone());
        assertEquals(2, collector.newest(a).orElseThrow().destroyed(), "of both rounds together");
    }

    @Test
    void aBatchThatWasKeptWithoutAnAnswer_isTakenWhenItComesAgain_andIsNoStranger() throws IOException {
        byte[] batch = batch("a", Runs.START, 10, 0);
        shelf.keepsAndFails(true);
        assertThrows(IOException.class, () -> collector.take(batch, Runs.START));
        shelf.keepsAndFails(false);
        assertEquals(1, collector.strangers().size());
        assertFalse(collector.take(batch, Runs.START + 1));
        assertFalse(collector.take(batch, Runs.START + 2));
        assertEquals(List.of(), collector.strangers());
    }

    @Test
    void whatWasSlippedIntoTheStore_isFound() throws IOException {
        collector.take(batch("a", Runs.START, 10, 0), Runs.START);
        String key = "raw/2026-w47/" + Runs.customer("b") + "/1-1.json";
        shelf.put(key, batch("b", Runs.START, 10, 0), 0);
        assertEquals(List.of(key), collector.strangers());
    }

    @Test
    void uptime_countsMinutesNobodyLooked_asDown() {
        List<Uptime.Probe> probes = new java.util.ArrayList<>();
        long first = Runs.START / 60_000;
        for (int i = 0; i < 1_000; i++) {
            if (i != 10) {
                probes.add(new Uptime.Probe(first + i, i % 250 != 1));
            }
        }
        Uptime uptime = Uptime.of(probes, Runs.START + 999 * 60_000);
        assertEquals(new Uptime(995, 1_000), uptime);
        assertTrue(uptime.isKept(), "99.5 is kept at 99.5");
        assertFalse(Uptime.of(probes, Runs.START + 1_000 * 60_000).isKept());
        assertEquals(100, Uptime.of(List.of(), Runs.START).percent());
        assertEquals(43_200, Uptime.of(probes, Runs.START + 365 * DAY).minutes(), "older probes do not count");
    }
}
