package dev.sallyport.cedar.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time.
 *
 * @param epochMillis milliseconds since 1970-01-01T00:00:00Z, possibly negative
 */
public record Datetime(long epochMillis) implements Value {

    private static final long DAY_MILLIS = 86_400_000;
    private static final Pattern FORM = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})"
            + "(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{3}))?(?:Z|([+-])([0-9]{2})([0-9]{2})))?");

    /**
     * Reads a date, or a date and time with optional milliseconds and {@code Z} or an offset such as {@code +0130};
     * empty if malformed or no such moment exists.
     */
    public static Optional<Datetime> parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        long day;
        try {
            day = LocalDate.of(number(m, 1), number(m, 2), number(m, 3)).toEpochDay();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
        int hour = number(m, 4);
        int minute = number(m, 5);
        int second = number(m, 6);
        int offsetHour = number(m, 9);
        int offsetMinute = number(m, 10);
        if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) {
            return Optional.empty();
        }
        long offset = (offsetHour * 60L + offsetMinute) * 60_000;
        long local = day * DAY_MILLIS + ((hour * 60L + minute) * 60 + second) * 1000 + number(m, 7);
        return Optional.of(new Datetime("-".equals(m.group(8)) ? local + offset : local - offset));
    }

    private static int number(Matcher m, int group) {
        String digits = m.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** This moment moved by {@code duration}; empty outside the representable range. */
    public Optional<Datetime> plus(Duration duration) {
        try {
            return Optional.of(new Datetime(Math.addExact(epochMillis, duration.millis())));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Midnight (UTC) of the same day; empty below the representable range. */
    public Optional<Datetime> date() {
        try {
            return Optional.of(new Datetime(Math.subtractExact(epochMillis, timeMillis())));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Milliseconds since midnight (UTC). */
    public long timeMillis() {
        return Math.floorMod(epochMillis, DAY_MILLIS);
    }

    @Override
    public String typeName() {
        return "datetime";
    }

    @Override
    public String toString() {
        return "datetime(\"1970-01-01\").offset(duration(\"" + epochMillis + "ms\"))";
    }
}
