package dev.sallyport.shield;

/**
 * The rule of a mode that blocks by confidence: deterministic, named and versioned, so that a receipt can say by which one it was blocked. It only
 * ever tightens.
 *
 * @param name lower case with hyphens
 * @param version from 1
 * @param threshold the least confidence that blocks, 0 to 1
 */
public record ConfidenceRule(String name, int version, double threshold) {
    /** The rule that holds where an operator set none. */
    public static final ConfidenceRule DEFAULT = new ConfidenceRule("high-confidence", 1, 0.95);

    /**
     * @throws IllegalArgumentException if the threshold is outside 0 to 1 or the version below 1
     */
    public ConfidenceRule {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("a threshold is between 0 and 1, not " + threshold);
        }
        if (version < 1) {
            throw new IllegalArgumentException("a rule's version begins with 1, not " + version);
        }
    }

    /** {@code name@version}. */
    public String wire() {
        return name + "@" + version;
    }

    /** Whether it blocks this finding; one without a confidence is certain. */
    public boolean blocks(Finding finding) {
        return finding.verdict() == Verdict.BLOCK && finding.confidence().orElse(1) >= threshold;
    }
}
