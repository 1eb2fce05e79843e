package dev.sallyport.shield.workload;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.Verdict;
import dev.sallyport.shield.canary.CanaryShield;
import dev.sallyport.shield.canary.Plants;
import dev.sallyport.shield.egress.EgressShield;
import dev.sallyport.shield.egress.HostLists;
import dev.sallyport.shield.fence.FenceShield;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The shields over workloads that others labelled, ordinary, hostile and at the edge. A warning counts as found. */
class VisWorkloadsTest {
    /** By shield: the most it may find without reason, and the most it may miss, as shares. */
    private record Target(Shield shield, double falsePositives, double falseNegatives) {}

    private static final List<Target> TARGETS = List.of(
            new Target(new CanaryShield(Plants.NONE), 0.02, 0.05),
            new Target(new EgressShield(tenant -> HostLists.NONE), 0.03, 0.10),
            new Target(new FenceShield(), 0.06, 0.12));

    @Test
    void everyShield_keepsWithinItsTargets_onAllWorkloads() {
        Optional<Path> folder = Workloads.corpora("vis");
        assumeTrue(folder.isPresent(), "skipped: no corpora");
        List<Event> events = Workloads.events(folder.orElseThrow());
        for (Target target : TARGETS) {
            String name = target.shield().version().name();
            Tally tally = new Tally();
            Map<String, Integer> wrong = new LinkedHashMap<>();
            long time = 0;
            for (Event event : events) {
                Context context = new Context("t", event.session(), event.session(), time += 1_000, Optional.empty());
                List<Finding> findings = target.shield().inspect(event.subject(), context);
                boolean found = Finding.worst(findings).orElse(Verdict.ALLOW) != Verdict.ALLOW;
                boolean truth = event.truth().getOrDefault(name, false);
                tally.add(truth, found);
                if (truth != found) {
                    String text = event.tool() + " " + event.content();
                    String row =
                            (found ? "found " + findings.getFirst().category().wire() : "missed") + " "
                                    + text.substring(0, Math.min(160, text.length()));
                    wrong.merge(row, 1, Integer::sum);
                }
            }
            System.out.println("vis: " + tally.line(name));
            wrong.forEach((row, count) -> System.out.println("  " + count + " x " + row));
            assertTrue(tally.falsePositiveRate() <= target.falsePositives(), name);
            assertTrue(tally.falseNegativeRate() <= target.falseNegatives(), name);
        }
    }
}
