package dev.sallyport.govern.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.govern.baseline.Baseline;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Instant START = Instant.parse("2026-11-22T01:00:00Z");

    private static Tried row(String attackClass, String by, long stopped, long attempts) {
        return new Tried(attackClass, by, stopped, 0, 0, attempts - stopped, 0, 0);
    }

    private static CampaignRun run(Tried... rows) {
        return new CampaignRun("n", "r", START, START, "ab".repeat(32), List.of(), List.of(rows));
    }

    private static List<String> losses(CampaignRun before, CampaignRun run) {
        return Comparison.losses(before, run).stream()
                .map(loss -> loss.attackClass() + " " + Math.round(loss.points()))
                .toList();
    }

    @Test
    void aClassThatLosesFivePoints_isNotMarked_andOneThatLosesMoreIs() {
        CampaignRun before = run(row("a", "x", 95, 100), row("b", "x", 95, 100));
        assertEquals(List.of("b 6"), losses(before, run(row("a", "x", 90, 100), row("b", "x", 89, 100))));
    }

    @Test
    void aClassIsAddedUpOverItsPersonas() {
        CampaignRun before = run(row("a", "x", 10, 10), row("a", "y", 0, 10));
        assertEquals(List.of(), losses(before, run(row("a", "x", 0, 10), row("a", "y", 10, 10))));
        assertEquals(new Tally(20, 10, 0, 0), before.classes().get("a"));
    }

    @Test
    void aClassThatIsTriedNoMore_isALoss_andANewOneIsNone() {
        CampaignRun before = run(row("a", "x", 5, 10));
        List<Comparison> losses = Comparison.losses(before, run(row("b", "x", 0, 10)));
        assertEquals(1, losses.size());
        assertTrue(losses.getFirst().isGone());
        assertEquals(50, losses.getFirst().points());
    }

    @Test
    void aClassThatWasNeverTried_losesNothing() {
        assertEquals(List.of(), losses(run(row("a", "x", 0, 0)), run(row("a", "x", 0, 10))));
    }

    @Test
    void aRunOfMoreThanAMillionAttempts_isRefused_withTheLimit() {
        Tried[] rows = new Tried[11];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row("c" + i, "x", 0, Tried.MOST);
        }
        String said = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> run(rows)).getMessage());
        assertTrue(said.contains("1100000 attempts") && said.contains("1000000"), said);
    }

    @Test
    void theHarnessFigures_becomeARun_inWhichNoticedIsFlagged() {
        Baseline baseline = new Baseline(
                1,
                "",
                "cd".repeat(32),
                List.of(new Baseline.Row("canary", "echo", "canary@1.0.0", 0.5, 18, 2, 1, 29, 0)),
                new TreeSet<>());
        CampaignRun run = CampaignRun.of(baseline, "harness", "r1", START, START.plusSeconds(3));
        assertEquals(List.of("canary@1.0.0"), run.underTest());
        assertEquals("cd".repeat(32), run.corpus());
        assertEquals(List.of(new Tried("echo", "canary", 0, 0, 18, 2, 30, 1)), run.rows());
        assertEquals(0.9, run.whole().stoppedRate().value());
        assertEquals(run, CampaignRun.parse(run.bytes()));
    }
}
