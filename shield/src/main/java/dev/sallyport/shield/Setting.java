package dev.sallyport.shield;

/**
 * How one shield is set for one tenant.
 *
 * @param rule what a mode that blocks by confidence holds to
 */
public record Setting(ShieldMode mode, ConfidenceRule rule) {
    /** Advisory, which blocks nothing. */
    public static final Setting DEFAULT = new Setting(ShieldMode.ADVISORY, ConfidenceRule.DEFAULT);

    /** Whether this setting blocks this finding. */
    public boolean blocks(Finding finding) {
        return switch (mode) {
            case OFF, ADVISORY -> false;
            case HIGH_CONFIDENCE -> rule.blocks(finding);
            case BLOCKING -> finding.verdict() == Verdict.BLOCK;
        };
    }
}
