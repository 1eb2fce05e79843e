package dev.sallyport.shield.packages;

import dev.sallyport.shield.Verdict;
import dev.sallyport.shield.packages.Assessment.Evidence;
import dev.sallyport.shield.packages.list.Versions;
import dev.sallyport.shield.packages.registry.Facts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a registry's own words tell against a package that few know. Pure. */
final class Ages {
    private static final long NEWBORN = Duration.ofDays(2).toMillis();
    private static final long YOUNG = Duration.ofDays(30).toMillis();
    private static final long SETTLED = Duration.ofDays(365).toMillis();
    private static final long FEW = 2_000;

    private Ages() {}

    static void look(Facts facts, boolean popular, String version, long now, List<Evidence> found) {
        long age = facts.created().isPresent() ? now - facts.created().getAsLong() : Long.MAX_VALUE;
        boolean dated = facts.created().isPresent();
        if (dated && age < NEWBORN) {
            found.add(new Evidence(Reason.NEWBORN, Verdict.BLOCK, 0.9, "first published less than 48 hours ago"));
        } else if (dated && age < YOUNG) {
            found.add(new Evidence(Reason.YOUNG, Verdict.WARN, 0.8, "first published less than 30 days ago"));
        } else if (facts.updated().isPresent() && now - facts.updated().getAsLong() < NEWBORN) {
            found.add(new Evidence(Reason.FRESH_RELEASE, Verdict.WARN, 0.5, "a release is less than 48 hours old"));
        }
        boolean few = !popular && facts.downloads().orElse(0) < FEW;
        boolean unsettled = few && dated && age < SETTLED;
        if (facts.runs() && !popular) {
            Verdict verdict = unsettled ? Verdict.WARN : Verdict.ALLOW;
            found.add(new Evidence(Reason.INSTALL_SCRIPT, verdict, 0.6, "installing it runs code of its own"));
        }
        if (few && facts.maintainers().orElse(0) == 1) {
            found.add(new Evidence(Reason.LONE_MAINTAINER, Verdict.ALLOW, 0.3, "one person alone publishes it"));
        }
        versions(facts, version, found);
    }

    private static void versions(Facts facts, String version, List<Evidence> found) {
        Optional<String> exact = Asked.of(version).exact();
        if (exact.isPresent() && !facts.versions().isEmpty() && absent(facts, exact.get())) {
            found.add(new Evidence(
                    Reason.UNKNOWN_VERSION, Verdict.WARN, 0.6, "the registry has no version " + exact.get()));
        }
    }

    /** {@code 1.10} and {@code 1.10.0} are one version to most registries. */
    private static boolean absent(Facts facts, String version) {
        return facts.versions().stream().noneMatch(one -> Versions.order(one, version) == 0);
    }
}
