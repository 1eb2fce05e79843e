package dev.sallyport.shield.release;

import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What becomes of the built-in version's findings of one category.
 *
 * @param silent whether they are not found any more
 * @param verdict the verdict they have instead
 * @param confidence the confidence they have instead
 */
public record Change(boolean silent, Optional<Verdict> verdict, OptionalDouble confidence) {
    /** @throws IllegalArgumentException if nothing changes, or the confidence is no share */
    public Change {
        if (!silent && verdict.isEmpty() && confidence.isEmpty()) {
            throw new IllegalArgumentException(
                    "a change of a category silences it, or names a verdict or a confidence");
        }
        confidence.ifPresent(Change::share);
    }

    static void share(double confidence) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence is between 0 and 1, not " + confidence);
        }
    }

    /** The finding as it is found now; empty if it is not. */
    Optional<Finding> of(Finding found) {
        return silent
                ? Optional.empty()
                : Optional.of(new Finding(
                        verdict.orElse(found.verdict()),
                        found.category(),
                        confidence.isPresent() ? confidence : found.confidence(),
                        found.span()));
    }
}
