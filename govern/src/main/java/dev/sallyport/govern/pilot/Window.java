package dev.sallyport.govern.pilot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A stretch of days, UTC.
 *
 * @param from the first day
 * @param to the first day after it
 */
public record Window(LocalDate from, LocalDate to) {
    /** The exit criteria look at four weeks. */
    public static final int CRITERIA_DAYS = 28;

    /** The last so many days, that of {@code at} among them. */
    static Window last(int days, Instant at) {
        LocalDate to = day(at).plusDays(1);
        return new Window(to.minusDays(days), to);
    }

    /** From the day of one time through the day of another. */
    static Window between(Instant from, Instant at) {
        return new Window(day(from), day(at).plusDays(1));
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    boolean holds(Instant at) {
        return !day(at).isBefore(from) && day(at).isBefore(to);
    }

    /** Telemetry counts where it ends. */
    boolean holds(Fact.Week week) {
        return week.end().isAfter(from) && !week.end().isAfter(to);
    }

    /** {@code 2026-01-05 to 2026-02-01}, both included. */
    String text() {
        return from + " to " + to.minusDays(1);
    }
}
