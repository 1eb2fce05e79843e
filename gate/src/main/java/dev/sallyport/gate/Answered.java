package dev.sallyport.gate;

import java.util.Optional;

/**
 * What a person says to a held action.
 *
 * @param seen the hash of the action that the person was shown; for another one nothing is recorded
 * @param rememberMillis for how long the approval is to be remembered, up to
 *     {@link dev.sallyport.gate.registry.Grant#MAX_LIFE_MILLIS}
 */
public record Answered(boolean approves, Optional<String> seen, Optional<Long> rememberMillis) {
    /** An answer for this one time. */
    public static Answered once(boolean approves, Optional<String> seen) {
        return new Answered(approves, seen, Optional.empty());
    }
}
