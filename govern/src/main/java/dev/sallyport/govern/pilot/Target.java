package dev.sallyport.govern.pilot;

import java.util.List;
import java.util.Optional;

/**
 * What real traffic may show of a shield at most.
 *
 * @param falsePositives 0 to 1
 * @param misses 0 to 1
 */
public record Target(String shield, double falsePositives, double misses) {
    /** The table of {@code docs/pilot/measured.md}; the last two, which had no target, are held to the exit criteria. */
    public static final List<Target> ALL = List.of(
            new Target("canary", 0.02, 0.05),
            new Target("package-gate", 0.04, 0.08),
            new Target("egress-monitor", 0.03, 0.10),
            new Target("capability-fence", 0.06, 0.12),
            new Target("secret-guard", 0.05, 0.10),
            new Target("injection-guard", 0.05, 0.10));

    /** The target of a shield. */
    public static Optional<Target> of(String shield) {
        return ALL.stream().filter(target -> target.shield().equals(shield)).findFirst();
    }
}
