package dev.sallyport.gate.facts;

import dev.sallyport.gate.decision.ReasonCode;
import java.util.List;
import java.util.Optional;

/**
 * What a door found of a call before it was judged: derived values, and at most one refusal that no policy can lift.
 *
 * @param categories of the destination, sorted, from closed sets of the configuration
 * @param refusal why the door may not let the call pass, whatever the policies say
 */
public record Screen(List<String> categories, Optional<ReasonCode> refusal) {
    public Screen {
        categories = categories.stream().sorted().distinct().toList();
    }

    /** Nothing stands against it. */
    public static Screen clear(List<String> categories) {
        return new Screen(categories, Optional.empty());
    }

    /** The door may not let it pass. */
    public static Screen refused(ReasonCode refusal, List<String> categories) {
        return new Screen(categories, Optional.of(refusal));
    }
}
