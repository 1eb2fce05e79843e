package dev.sallyport.govern.telemetry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AggregatorTest {
    private static final Category TYPOSQUAT = Category.parse("package-gate:typosquat");
    private static final long DAY = 24 * 60 * 60 * 1000L;

    private static Fired fired(long time, String tool, String session, double confidence, Category category) {
        return new Fired(Runs.TENANT, time, tool, session, List.of(Runs.ran(Verdict.BLOCK, category, confidence, 40)));
    }

    private static String text(Aggregator.Batch batch) {
        return new String(batch.bytes(), StandardCharsets.UTF_8);
    }

    private static JsonObject form(Aggregator.Batch batch) {
        return (JsonObject) StrictJson.parse(batch.bytes());
    }

    @Test
    void aWindowsBatch_holdsItsCounts_andComesOnceWhenTheWindowIsOver() {
        Aggregator counted = Runs.aggregator("a", Runs.START);
        for (int i = 0; i < 3; i++) {
            counted.intercepted("Bash");
            counted.fired(fired(Runs.START, "Bash", "s", 0.5, TYPOSQUAT));
        }
        counted.intercepted("mcp__acme__transfer");
        assertEquals(List.of(), counted.close(Runs.START + 9 * 60_000), "the window ends at 20:00");
        List<Aggregator.Batch> ended = counted.close(Runs.START + 10 * 60_000);
        assertEquals(1, ended.size());
        assertEquals(
                "{\"calls\":[{\"count\":3,\"tool\":\"Bash\"},{\"count\":1,\"tool\":\"mcp\"}],\"customer\":\""
                        + Runs.customer("a") + "\",\"events\":[{\"category\":\"package-gate:typosquat\",\"count\":3,"
                        + "\"shield\":\"package-gate@1.0.0\",\"verdict\":\"block\"}],\"latency\":[{\"count\":3,"
                        + "\"p50_us\":41,\"p95_us\":41,\"p99_us\":41,\"shield\":\"package-gate@1.0.0\"}],"
                        + "\"schema\":\"sallyport-telemetry-1\",\"singles\":[],\"window\":\"2026-11-21T19:45:00Z\"}",
                text(ended.getFirst()));
        assertEquals(List.of(), counted.close(Runs.START + DAY), "nothing was counted since");
    }

    @Test
    void whatIsShownOfTheOpenWindow_isWhatLeaves() {
        Aggregator counted = Runs.aggregator("a", Runs.START);
        counted.intercepted("Read");
        counted.fired(fired(Runs.START, "Read", "s", 0.99, new Category("package-gate", "never-seen")));
        byte[] shown = counted.open().orElseThrow().bytes();
        assertArrayEquals(
                shown, counted.close(Runs.START + Window.MILLIS).getFirst().bytes());
    }

    @Test
    void aNewPattern_isToldByItself_aboveTheConfidenceOnly_andAnUnlistedCategoryAsOther() {
        Aggregator counted = Runs.aggregator("a", Runs.START);
        Category unlisted = new Category("package-gate", "never-seen");
        counted.fired(fired(Runs.START, "Bash", "s", 0.95, unlisted));
        counted.fired(fired(Runs.START, "Bash", "s", 0.951, unlisted));
        counted.fired(fired(Runs.START, "Bash", "s", 0.99, TYPOSQUAT));
        String text = text(counted.open().orElseThrow());
        assertFalse(text.contains("never-seen"), text);
        assertEquals(1, text.split("novel_pattern", -1).length - 1, text);
        assertTrue(text.contains("\"category\":\"package-gate:other\",\"confidence\":0.95,"), text);
    }

    @Test
    void aFlaggedFinding_isToldByItself() {
        Aggregator counted = Runs.aggregator("a", Runs.START);
        counted.flagged(
                new Flagged(Runs.TENANT, Runs.START + 1_234, "Write", "s", Runs.ran(Verdict.WARN, TYPOSQUAT, 0.6, 7)));
        String text = text(counted.open().orElseThrow());
        assertTrue(text.contains("\"reason\":\"false_positive\""), text);
        assertTrue(text.contains("\"time\":\"2026-11-21T19:50:01Z\""), text);
        assertTrue(text.contains("\"latency_us\":7,"), text);
    }

    @Test
    void aSessionsNumber_staysForADay_andDiffersFromEveryOther() {
        Sessions sessions = new Sessions(Runs.ids(3));
        var first = sessions.number("one", 0);
        assertEquals(first, sessions.number("one", Sessions.ROTATES_MILLIS - 1));
        assertFalse(first.equals(sessions.number("two", 0)));
        assertFalse(first.equals(sessions.number("one", Sessions.ROTATES_MILLIS)));
    }

    @Test
    void aStopWithinTheWindow_losesNothingAndCountsNothingTwice() {
        Aggregator whole = Runs.aggregator("a", Runs.START);
        Aggregator before = Runs.aggregator("a", Runs.START);
        for (int i = 0; i < 100; i++) {
            for (Aggregator each : List.of(whole, before)) {
                each.intercepted(i % 3 == 0 ? "Bash" : "x" + i);
                each.fired(fired(Runs.START + i, "Bash", "s", 0.5, TYPOSQUAT));
            }
            if (i % 10 == 0) {
                Aggregator after = Runs.aggregator("a", Runs.START + i);
                after.resume(before.kept());
                before = after;
            }
        }
        assertArrayEquals(
                whole.close(Runs.START + Window.MILLIS).getFirst().bytes(),
                before.close(Runs.START + Window.MILLIS).getFirst().bytes());
    }

    @Test
    void aStartAfterTheWindow_sendsWhatTheStopLeft() {
        Aggregator before = Runs.aggregator("a", Runs.START);
        before.intercepted("Bash");
        Aggregator after = Runs.aggregator("a", Runs.START + DAY);
        after.resume(before.kept());
        List<Aggregator.Batch> ended = after.close(Runs.START + DAY);
        assertEquals("2026-11-21T19:45:00Z", ended.getFirst().window().wire());
    }

    @Test
    void anotherCustomersState_isNotResumed() {
        Aggregator before = Runs.aggregator("a", Runs.START);
        before.intercepted("Bash");
        Aggregator after = Runs.aggregator("b", Runs.START);
        after.resume(before.kept());
        assertTrue(after.open().isEmpty());
    }

    @Test
    void aWeekThatEnded_isToldOnce_withItsTotals() {
        Aggregator counted = Runs.aggregator("a", Runs.START);
        counted.intercepted("Bash");
        counted.fired(fired(Runs.START, "Bash", "s", 0.5, TYPOSQUAT));
        counted.flagged(new Flagged(Runs.TENANT, Runs.START, "Bash", "s", Runs.ran(Verdict.BLOCK, TYPOSQUAT, 0.5, 40)));
        assertFalse(form(counted.close(Runs.START + Window.MILLIS).getFirst())
                .members()
                .containsKey("week"));
        counted.intercepted("Bash");
        assertEquals(1, counted.close(Runs.START + 3 * DAY).size(), "Tuesday of the next week");
        String week = text(counted.close(Runs.START + 3 * DAY + Window.MILLIS).getFirst());
        assertTrue(
                week.contains("\"week\":{\"calls\":[{\"count\":2,\"tool\":\"Bash\"}],\"events\":[{\"count\":1,"
                        + "\"shield\":\"package-gate@1.0.0\",\"verdict\":\"block\"}],\"false_positives\":[{\"count\":1,"
                        + "\"shield\":\"package-gate@1.0.0\"}],"),
                week);
        assertTrue(week.contains("\"novel\":0,\"week\":\"2026-W47\""), week);
        assertEquals(List.of(), counted.close(Runs.START + 4 * DAY));
    }

    @Test
    void percentiles_areWithinASixteenthOfTheTruth() {
        Latencies all = new Latencies();
        for (long micros = 1; micros <= 100_000; micros++) {
            all.add(micros);
        }
        for (double percent : new double[] {50, 95, 99}) {
            double truth = percent * 1_000;
            long said = all.percentile(percent);
            assertTrue(said >= truth && said <= truth * 17 / 16, percent + ": " + said);
        }
        all.add(Long.MAX_VALUE);
        assertEquals(Latencies.MOST_MICROS, all.percentile(100));
        Latencies twice = Latencies.of(all.kept());
        twice.addAll(all);
        assertEquals(200_002, twice.total());
        assertEquals(all.percentile(95), twice.percentile(95));
        assertEquals(0, new Latencies().percentile(50));
    }
}
