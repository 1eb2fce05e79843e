package dev.sallyport.govern.collector;

import dev.sallyport.govern.telemetry.CustomerId;
import java.util.Optional;

/** Which customers take part, and in which cohort; asked for each batch, so that a change holds at once. Thread-safe. */
@FunctionalInterface
public interface Cohorts {
    /** The customer's cohort, a lower-case word; empty if it does not take part. */
    Optional<String> of(CustomerId customer);
}
