package dev.sallyport.soc.incident;

import java.util.OptionalLong;

/**
 * When things happened, milliseconds since the epoch.
 *
 * @param first the first event of the story
 * @param opened its first alert was raised
 * @param updated it last changed
 * @param contained the first effect of a playbook stood, if one did
 * @param closed somebody closed it
 */
public record Times(long first, long opened, long updated, OptionalLong contained, OptionalLong closed) {
    Times updated(long nowMillis) {
        return new Times(first, opened, Math.max(updated, nowMillis), contained, closed);
    }

    /** How long it went unnoticed. */
    public long toDetectMillis() {
        return Math.max(0, opened - first);
    }

    /** How long from the alert to the first effect; empty while there is none. */
    public OptionalLong toContainMillis() {
        return contained.isPresent()
                ? OptionalLong.of(Math.max(0, contained.getAsLong() - opened))
                : OptionalLong.empty();
    }
}
