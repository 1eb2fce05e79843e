package dev.sallyport.govern.pilot;

import java.time.Instant;
import java.util.Optional;

/**
 * A customer as the records have it.
 *
 * @param id opaque
 * @param autoUpdate whether new versions come by themselves: cohort A's do, the others' after they said so
 * @param key the verifier key of its statements, if it has one
 */
public record Customer(
        String id, Cohort cohort, Instant joined, Optional<Instant> left, boolean autoUpdate, Optional<String> key) {
    /** Whether it takes part. */
    public boolean active() {
        return left.isEmpty();
    }

    Customer gone(Instant at) {
        return new Customer(id, cohort, joined, Optional.of(at), autoUpdate, key);
    }

    Customer consenting(boolean auto) {
        return new Customer(id, cohort, joined, left, auto, key);
    }
}
