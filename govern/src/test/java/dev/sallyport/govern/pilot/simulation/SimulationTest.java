package dev.sallyport.govern.pilot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Outcome;
import dev.sallyport.govern.pilot.Phase;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.shield.ShieldMode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

    private static Simulation.Result run(Ending ending, long seed, int weeks) {
        return new Simulation(ending, seed, START, SimulationTest::key).run(weeks);
    }

    private static Signer key(String name) {
        return Ed25519Key.generate(name, new SecureRandom());
    }

    private static Map<String, String> outcomes(Simulation.Result result) {
        Map<String, String> outcomes = new TreeMap<>();
        result.judged()
                .forEach(judged -> outcomes.put(judged.id(), judged.outcome().wire()));
        return outcomes;
    }

    @Test
    void aGoodPilot_endsAfterSixteenWeeks_withEveryGateInItsWeek() {
        for (long seed : SEEDS) {
            Simulation.Result result = run(Ending.GOOD, seed, 30);
            String told = "seed " + seed + ": " + result.moments();
            assertTrue(result.graduated(), told);
            assertEquals(
                    START.plus(Duration.ofDays(28)),
                    result.pilot().reached(Phase.B).orElseThrow(),
                    told);
            assertEquals(
                    START.plus(Duration.ofDays(84)),
                    result.pilot().reached(Phase.C).orElseThrow(),
                    told);
            assertEquals(
                    START.plus(Duration.ofDays(112)),
                    result.pilot().reached(Phase.GENERAL).orElseThrow(),
                    told);
            assertEquals(1, result.pilot().all(Fact.RolledBack.class).size(), told);
        }
    }

    @Test
    void aFix_reachesTheCustomerThatReportedFirst_andTheCohortWithinAWeek() {
        Simulation.Result result = run(Ending.GOOD, 1, 30);
        List<String> got = result.pilot().all(Fact.Installed.class).stream()
                .filter(installed -> installed.fact().version().version().equals("1.0.1"))
                .map(installed -> installed.fact().customer())
                .toList();
        assertEquals("a2", got.getFirst());
        assertTrue(got.containsAll(List.of("a1", "a3", "a4")), got.toString());
        assertFalse(got.contains("b1"), "b1 has not consented: " + got);
    }

    @Test
    void aNoisyPilot_graduatesNothingToBlocking_andIsExtendedAgainAndAgain() {
        for (long seed : SEEDS) {
            Simulation.Result result = run(Ending.NOISY, seed, 22);
            assertFalse(result.graduated());
            assertEquals("FAIL", outcomes(result).get("fp"), "seed " + seed);
            assertTrue(result.moments().stream().anyMatch(m -> m.what().equals("canary: advisory")), "seed " + seed);
            assertEquals(4, result.pilot().all(Fact.Extended.class).size(), "seed " + seed);
        }
    }

    @Test
    void anUntrustedPilot_goesBackToTuning_andComesAgain() {
        Simulation.Result result = run(Ending.UNTRUSTED, 1, 20);
        assertFalse(result.graduated());
        assertTrue(
                result.pilot().all(Fact.Returned.class).size() >= 1,
                result.moments().toString());
        assertTrue(
                result.moments().stream()
                                .filter(m -> m.what().equals("the gate to phase C passes"))
                                .count()
                        >= 2,
                result.moments().toString());
    }

    @Test
    void aQuietPilot_neverLeavesCohortA_andSaysHowMuchIsMissing() {
        Simulation.Result result = run(Ending.QUIET, 1, 12);
        assertEquals(Phase.A, result.pilot().phase());
        Outcome.Judged canary = result.judged().stream()
                .filter(judged -> judged.id().equals("known:canary"))
                .findFirst()
                .orElseThrow();
        assertEquals("INCONCLUSIVE", canary.outcome().wire());
        assertTrue(
                canary.outcome().needed().matches("about [0-9,]+ more events"),
                canary.outcome().needed());
    }

    @Test
    void aCriticalSurfaceLate_costsTwoWeeks_andNoMore() {
        Simulation.Result result = run(Ending.SURFACE, 1, 30);
        assertTrue(result.graduated(), result.moments().toString());
        assertEquals(
                START.plus(Duration.ofDays(126)),
                result.pilot().reached(Phase.GENERAL).orElseThrow());
        assertEquals(
                List.of("surface FAIL"),
                result.pilot().all(Fact.Extended.class).getFirst().fact().because());
    }

    @Test
    void equalSeeds_giveEqualPilots_upToTheSignatures() {
        assertEquals(run(Ending.GOOD, 7, 20).moments(), run(Ending.GOOD, 7, 20).moments());
    }

    @Test
    void nobodyBlocks_beforeTheGatesSaySo() {
        for (var set : run(Ending.GOOD, 1, 30).pilot().all(Fact.ModeSet.class)) {
            assertTrue(set.fact().mode() != ShieldMode.BLOCKING || !set.at().isBefore(START.plus(Duration.ofDays(84))));
        }
    }
}
