package dev.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parallel calls, freezes, re-pins, policy changes, claims and crashes in every order the seeds give. */
class RaceSimulationTest {
    private static final int EVENTS = 2_000;

    @Test
    void the_laws_hold_after_every_event_of_100_seeded_worlds() {
        int worlds = Integer.getInteger("sallyport.worlds", 100);
        Totals totals = run(1, worlds);
        assertTrue(
                totals.effects > 10 * worlds && totals.crashes > 2 * worlds && totals.claims > worlds / 2,
                totals::toString);
    }

    @Test
    @Tag("slow")
    void the_laws_hold_after_every_event_of_2_000_seeded_worlds() {
        run(10_000, 2_000);
    }

    private static final class Totals {
        int effects;
        int crashes;
        int claims;

        @Override
        public String toString() {
            return effects + " effects, " + claims + " of them claimed, " + crashes + " crashes";
        }
    }

    private static Totals run(long firstSeed, int seeds) {
        Totals totals = new Totals();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            Simulation world = new Simulation(seed);
            Laws laws = new Laws();
            int event = 0;
            try {
                for (; event < EVENTS; event++) {
                    world.step();
                    laws.check(world);
                }
                world.crash();
                laws.check(world);
                laws.checkEnd(world);
            } catch (AssertionError | RuntimeException e) {
                List<String> tail = world.story.subList(Math.max(0, world.story.size() - 40), world.story.size());
                throw new AssertionError(
                        "seed " + seed + ", event " + event + ": " + e.getMessage() + "\n" + String.join("\n", tail),
                        e);
            }
            totals.effects += world.effects;
            totals.crashes += world.crashes;
            totals.claims += world.effectsByApproval.size();
        }
        System.out.println("simulated " + seeds + " worlds of " + EVENTS + " events: " + totals);
        return totals;
    }
}
