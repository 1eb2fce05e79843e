package dev.sallyport.gate.facts;

import dev.sallyport.shield.Category;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Ran;
import dev.sallyport.shield.ShieldMode;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What one shield said of a call: derived values, no content and no score. Whether it blocks was said by its mode, which is a rule with a name.
 *
 * @param mode as an operator set it when the call was judged
 * @param rule the rule that holds the threshold, {@code name@version}, for a mode that blocks by confidence
 * @param assessed whether the shield came to an end
 * @param verdict the worst it found, empty if nothing
 * @param categories of what it found, sorted
 * @param blocks whether the mode lets what was found block
 */
public record Shielded(
        ShieldVersion shield,
        ShieldMode mode,
        Optional<String> rule,
        boolean assessed,
        Optional<Verdict> verdict,
        List<String> categories,
        boolean blocks) {
    public Shielded {
        categories = categories.stream().sorted().distinct().toList();
    }

    /** What is kept of a run. */
    public static Shielded of(Ran ran) {
        ShieldMode mode = ran.setting().mode();
        return new Shielded(
                ran.shield(),
                mode,
                mode == ShieldMode.HIGH_CONFIDENCE
                        ? Optional.of(ran.setting().rule().wire())
                        : Optional.empty(),
                ran.assessed(),
                ran.verdict(),
                ran.findings().stream()
                        .map(Finding::category)
                        .map(Category::wire)
                        .toList(),
                ran.blocks());
    }

    /** Whether a person should be told of it. */
    public boolean isNoted() {
        return !assessed || verdict.filter(worst -> worst != Verdict.ALLOW).isPresent();
    }
}
