package dev.sallyport.gate;

import java.util.Optional;

/**
 * What a person says to a held action.
 *
 * @param seen the hash of the action that the person was shown; for another one nothing is recorded
 * @param rememberMillis for how long the approval is to be remembered, up to
 *     {@link dev.sallyport.gate.registry.Grant#MAX_LIFE_MILLIS}
 * @param via the way it came, which the receipt names; empty for the API
 */
public record Answered(boolean approves, Optional<String> seen, Optional<Long> rememberMillis, String via) {
    /** An answer given with a credential of the person's own. */
    public Answered(boolean approves, Optional<String> seen, Optional<Long> rememberMillis) {
        this(approves, seen, rememberMillis, "");
    }

    /** An answer for this one time. */
    public static Answered once(boolean approves, Optional<String> seen) {
        return new Answered(approves, seen, Optional.empty());
    }

    /** The same, by that way. */
    public Answered via(String way) {
        return new Answered(approves, seen, rememberMillis, way);
    }
}
