package dev.sallyport.shield;

import java.util.Optional;

/**
 * How one shield is set for one tenant, or for a cell of it.
 *
 * @param rule what a mode that blocks by confidence holds to
 * @param pinned the version that runs, of those that are installed; empty for the newest
 */
public record Setting(ShieldMode mode, ConfidenceRule rule, Optional<String> pinned) {
    /** Advisory, which blocks nothing; the newest version. */
    public static final Setting DEFAULT = new Setting(ShieldMode.ADVISORY, ConfidenceRule.DEFAULT);

    /** The newest version in that mode. */
    public Setting(ShieldMode mode, ConfidenceRule rule) {
        this(mode, rule, Optional.empty());
    }

    /** The same in another mode, under another rule. */
    public Setting with(ShieldMode next, ConfidenceRule held) {
        return new Setting(next, held, pinned);
    }

    /** The same with another version; empty for the newest. */
    public Setting running(Optional<String> version) {
        return new Setting(mode, rule, version);
    }

    /** Whether this may block less than the other. */
    public boolean isLooser(Setting other) {
        return mode != other.mode
                ? mode.compareTo(other.mode) < 0
                : mode == ShieldMode.HIGH_CONFIDENCE && rule.threshold() > other.rule.threshold();
    }

    /** Whether this setting blocks this finding. */
    public boolean blocks(Finding finding) {
        return switch (mode) {
            case OFF, ADVISORY -> false;
            case HIGH_CONFIDENCE -> rule.blocks(finding);
            case BLOCKING -> finding.verdict() == Verdict.BLOCK;
        };
    }
}
