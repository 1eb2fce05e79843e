package dev.sallyport.shield.packages;

import dev.sallyport.shield.Verdict;
import dev.sallyport.shield.packages.name.Squat;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said of one package.
 *
 * @param evidence worst first
 * @param squat the name it could be taken for
 */
public record Assessment(List<Evidence> evidence, Optional<Squat> squat) {
    public Assessment {
        evidence = evidence.stream()
                .sorted(Comparator.comparing(Evidence::verdict)
                        .thenComparingDouble(Evidence::confidence)
                        .reversed())
                .toList();
    }

    /**
     * One reason.
     *
     * @param verdict what it leads to here, never more than the reason can
     * @param confidence how likely it is right, 0 to 1
     * @param words for people, lower case
     */
    public record Evidence(Reason reason, Verdict verdict, double confidence, String words) {
        public Evidence {
            if (verdict.compareTo(reason.verdict()) > 0) {
                throw new IllegalArgumentException(reason + " leads to no more than " + reason.verdict());
            }
        }
    }

    /** The worst of all; allow if there is none. */
    public Verdict verdict() {
        return evidence.isEmpty() ? Verdict.ALLOW : evidence.getFirst().verdict();
    }

    /** Whether nothing speaks against it and nothing says it exists. */
    public boolean unassessed() {
        return verdict() == Verdict.ALLOW
                && evidence.stream()
                        .map(Evidence::reason)
                        .anyMatch(r -> r == Reason.EXISTENCE_UNASSESSED || r == Reason.NAME_UNASSESSED);
    }

    /** {@code allow}, {@code warn}, {@code block}, or {@code unassessed}. */
    public String wire() {
        return unassessed() ? "unassessed" : verdict().wire();
    }

    /** Whether it names that reason. */
    public boolean has(Reason reason) {
        return evidence.stream().anyMatch(e -> e.reason() == reason);
    }
}
