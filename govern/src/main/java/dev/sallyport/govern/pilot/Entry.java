package dev.sallyport.govern.pilot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What was recorded in one go.
 *
 * @param seq from 0, without gaps
 * @param at when, to the second, never before the entry before
 */
public record Entry(long seq, Instant at, List<Fact> facts) {
    public Entry {
        facts = List.copyOf(facts);
        if (!at.equals(at.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("a record's time is to the second, not " + at);
        }
    }
}
