package dev.sallyport.gate.retention;

import java.util.Optional;

/**
 * How long one tenant's payloads are kept.
 *
 * @param chosenDays what its settings say
 * @param floor the least they are kept, whatever was chosen
 */
public record Term(RetentionTier tier, int chosenDays, Optional<Floor> floor) {
    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    /** The days that count: those chosen, or those of the floor if they are more. */
    public int days() {
        return Math.max(chosenDays, floor.map(Floor::days).orElse(0));
    }

    /** Whether the floor holds payloads longer than was chosen. */
    public boolean isRaised() {
        return days() > chosenDays;
    }

    /** What was decided before that moment has outlived its term, in milliseconds since the epoch like {@code nowMillis}. */
    public long cutoffMillis(long nowMillis) {
        return nowMillis - days() * DAY_MILLIS;
    }
}
