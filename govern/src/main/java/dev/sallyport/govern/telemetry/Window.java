package dev.sallyport.govern.telemetry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Locale;

/**
 * A quarter of an hour of UTC, the unit in which telemetry is counted and sent.
 *
 * @param number quarters of an hour since the epoch
 */
public record Window(long number) implements Comparable<Window> {
    /** How long a window is. */
    public static final long MILLIS = 15 * 60 * 1000L;

    /** The window in which that moment lies. */
    public static Window at(long timeMillis) {
        return new Window(Math.floorDiv(timeMillis, MILLIS));
    }

    /** Its first millisecond. */
    public long startMillis() {
        return number * MILLIS;
    }

    /** The first millisecond after it. */
    public long endMillis() {
        return (number + 1) * MILLIS;
    }

    /** Its start as it is sent, for example {@code 2026-11-21T19:45:00Z}. */
    public String wire() {
        return Instant.ofEpochMilli(startMillis()).toString();
    }

    /** The ISO week it lies in, for example {@code 2026-W47}. */
    public String week() {
        return week(startMillis());
    }

    /** The ISO week of a moment. */
    public static String week(long timeMillis) {
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(timeMillis), ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "%04d-W%02d",
                day.get(IsoFields.WEEK_BASED_YEAR),
                day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    @Override
    public int compareTo(Window other) {
        return Long.compare(number, other.number);
    }
}
