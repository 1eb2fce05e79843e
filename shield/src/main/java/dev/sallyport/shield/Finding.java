package dev.sallyport.shield;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One thing a shield found.
 *
 * @param confidence 0 to 1, for shields that have one; a rule that holds exactly has none and counts as certain
 */
public record Finding(Verdict verdict, Category category, OptionalDouble confidence, Span span) {
    /**
     * @throws IllegalArgumentException if the confidence is outside 0 to 1
     */
    public Finding {
        if (confidence.isPresent() && !(confidence.getAsDouble() >= 0 && confidence.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("a confidence is between 0 and 1, not " + confidence.getAsDouble());
        }
    }

    /** What an exact rule found. */
    public static Finding of(Verdict verdict, Category category, Span span) {
        return new Finding(verdict, category, OptionalDouble.empty(), span);
    }

    /** What a rule found that is right in that share of cases. */
    public static Finding of(Verdict verdict, Category category, double confidence, Span span) {
        return new Finding(verdict, category, OptionalDouble.of(confidence), span);
    }

    /** The findings by verdict, then by confidence, the worst first, and no more than so many. */
    public static List<Finding> worstFirst(List<Finding> findings, int most) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::verdict)
                        .reversed()
                        .thenComparingDouble(finding -> -finding.confidence().orElse(1)))
                .limit(most)
                .toList();
    }

    /** The worst verdict of all. */
    public static Optional<Verdict> worst(List<Finding> findings) {
        return findings.stream().map(Finding::verdict).max(Comparator.naturalOrder());
    }
}
