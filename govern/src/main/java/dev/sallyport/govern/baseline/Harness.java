package dev.sallyport.govern.baseline;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Ran;
import dev.sallyport.shield.Shields;
import dev.sallyport.shield.Verdict;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs the shields over cases. A case counts as noticed when its shield finds something it warns of or would block, with at least the
 * threshold's confidence; a finding without a confidence is certain.
 */
public final class Harness {
    private static final byte[] DOMAIN = Sha256.domain("sallyport/workloads/1");

    private final Shields shields;
    private final Map<String, String> versions;
    private final Thresholds thresholds;

    /**
     * @param versions {@code name@version} of each installed shield, by name
     */
    public Harness(Shields shields, Map<String, String> versions, Thresholds thresholds) {
        this.shields = shields;
        this.versions = Map.copyOf(versions);
        this.thresholds = thresholds;
    }

    /**
     * What one case came to.
     *
     * @param assessed whether its shield came to an end
     * @param categories of the findings that counted
     */
    public record Seen(boolean noticed, boolean assessed, List<String> categories) {}

    /** Runs one case. */
    public Seen run(Case one) {
        Context context = new Context("baseline", "baseline", one.id(), 0, one.grants());
        double threshold = thresholds.of(one.shield(), one.attackClass());
        for (Ran ran : shields.inspect(one.subject(), context, Map.of())) {
            if (ran.shield().name().equals(one.shield())) {
                List<String> categories = ran.findings().stream()
                        .filter(finding -> counts(finding, threshold))
                        .map(finding -> finding.category().wire())
                        .toList();
                return new Seen(!categories.isEmpty(), ran.assessed(), categories);
            }
        }
        return new Seen(false, true, List.of());
    }

    private static boolean counts(Finding finding, double threshold) {
        return finding.verdict().compareTo(Verdict.WARN) >= 0
                && finding.confidence().orElse(1) >= threshold;
    }

    /** The shields that cases name and that are not installed. */
    public SortedSet<String> missing(List<Case> cases) {
        return new TreeSet<>(cases.stream()
                .map(Case::shield)
                .filter(shield -> !versions.containsKey(shield))
                .toList());
    }

    /** Runs all cases whose shield is installed. */
    public Baseline run(List<Case> cases, Optional<Baseline> previous) {
        SortedMap<String, Counts> counts = new TreeMap<>();
        SortedSet<String> categories = new TreeSet<>();
        List<Case> sorted = new ArrayList<>(cases);
        sorted.removeIf(one -> !versions.containsKey(one.shield()));
        sorted.sort(Comparator.comparing(Case::id));
        for (Case one : sorted) {
            Seen seen = run(one);
            counts.computeIfAbsent(one.shield() + "/" + one.attackClass(), name -> new Counts(one))
                    .add(one.attack(), seen);
            if (one.attack()) {
                categories.addAll(seen.categories());
            }
        }
        return new Baseline(
                previous.map(Baseline::version).orElse(0L) + 1,
                previous.map(Baseline::digest).orElse(""),
                digest(sorted),
                counts.values().stream().map(this::row).toList(),
                categories);
    }

    private Baseline.Row row(Counts counts) {
        Case any = counts.any;
        return new Baseline.Row(
                any.shield(),
                any.attackClass(),
                Objects.requireNonNull(versions.get(any.shield())),
                thresholds.of(any.shield(), any.attackClass()),
                counts.noticedAttacks,
                counts.attacks - counts.noticedAttacks,
                counts.noticedBenign,
                counts.benign - counts.noticedBenign,
                counts.unassessed);
    }

    private static String digest(List<Case> sorted) {
        MessageDigest digest = Sha256.digest();
        digest.update(DOMAIN);
        for (Case one : sorted) {
            digest.update(CanonicalForm.of(one.json(), Scheme.SALLYPORT_JCS_2));
            digest.update((byte) '\n');
        }
        return Hex.of(digest.digest());
    }

    /** Confined to one run. */
    private static final class Counts {
        private final Case any;
        private long attacks;
        private long noticedAttacks;
        private long benign;
        private long noticedBenign;
        private long unassessed;

        Counts(Case any) {
            this.any = any;
        }

        void add(boolean attack, Seen seen) {
            long noticed = seen.noticed() ? 1 : 0;
            attacks += attack ? 1 : 0;
            noticedAttacks += attack ? noticed : 0;
            benign += attack ? 0 : 1;
            noticedBenign += attack ? 0 : noticed;
            unassessed += seen.assessed() ? 0 : 1;
        }
    }
}
