package dev.sallyport.gate.facts;

import java.util.List;
import java.util.Optional;

/**
 * What stands against a call short of a freeze.
 *
 * @param blocked keys of the blocked destinations it could lead to, sorted
 * @param forced keys of what makes it wait for a person if it mutates, sorted
 * @param groups whose people those name, sorted
 * @param registeredTier the tier its agent is registered with, where a higher one counts
 */
public record Contained(
        List<String> blocked, List<String> forced, List<String> groups, Optional<String> registeredTier) {
    /** Nothing. */
    public static final Contained NONE = new Contained(List.of(), List.of(), List.of(), Optional.empty());

    public Contained {
        blocked = List.copyOf(blocked);
        forced = List.copyOf(forced);
        groups = List.copyOf(groups);
        if (forced.isEmpty() != groups.isEmpty()) {
            throw new IllegalArgumentException("forced approvals name whose people may agree");
        }
    }

    /** Whether nothing stands against it. */
    public boolean isNone() {
        return blocked.isEmpty() && forced.isEmpty() && registeredTier.isEmpty();
    }
}
