package dev.sallyport.shield;

import java.util.List;
import java.util.Optional;

/**
 * That one shield ran over one subject.
 *
 * @param assessed whether it came to an end; one that failed found nothing that could be relied on
 * @param nanos how long it took; for metrics, never hashed
 */
public record Ran(ShieldVersion shield, Setting setting, boolean assessed, List<Finding> findings, long nanos) {
    public Ran {
        findings = List.copyOf(findings);
    }

    /** The worst it found. */
    public Optional<Verdict> verdict() {
        return Finding.worst(findings);
    }

    /** Whether what it ran over must not pass: a finding that its setting blocks, or a failure where it may block. */
    public boolean blocks() {
        return assessed
                ? findings.stream().anyMatch(setting::blocks)
                : setting.mode().canBlock();
    }
}
