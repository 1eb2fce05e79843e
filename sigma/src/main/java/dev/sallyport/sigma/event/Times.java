package dev.sallyport.sigma.event;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Points in time as events write them. */
public final class Times {
    private static final int DATE = 10;
    private static final int MINUTES = 16;
    private static final int SECONDS = 19;
    private static final int MAX_LENGTH = 40;
    private static final long MINUTE_MILLIS = 60_000;

    private Times() {}

    /**
     * The milliseconds since 1970-01-01T00:00Z that an ISO 8601 text denotes: {@code 2026-11-21}, {@code 2026-11-21T22:05:10.123Z}, a blank
     * instead of {@code T}, an offset instead of {@code Z}; without either it is UTC.
     */
    public static OptionalLong parse(String text) {
        if (text.length() < DATE || text.length() > MAX_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(read(text));
        } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException other) {
            return OptionalLong.empty();
        }
    }

    private static long read(String text) {
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, DATE);
        if (text.length() == DATE) {
            return millis(LocalDateTime.of(year, month, day, 0, 0));
        }
        if ((text.charAt(DATE) != 'T' && text.charAt(DATE) != ' ') || text.charAt(13) != ':') {
            throw new DateTimeException("no time");
        }
        int at = MINUTES;
        int second = 0;
        if (at < text.length() && text.charAt(at) == ':') {
            second = number(text, at + 1, SECONDS);
            at = SECONDS;
        }
        long fraction = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            int digits = 0;
            for (at++; at < text.length() && Character.digit(text.charAt(at), 10) >= 0; at++, digits++) {
                fraction = digits < 3 ? fraction * 10 + Character.digit(text.charAt(at), 10) : fraction;
            }
            for (; digits < 3; digits++) {
                fraction *= 10;
            }
        }
        LocalDateTime local =
                LocalDateTime.of(year, month, day, number(text, 11, 13), number(text, 14, MINUTES), second);
        return millis(local) + fraction - offsetMillis(text, at);
    }

    private static long offsetMillis(String text, int at) {
        if (at == text.length() || (text.charAt(at) == 'Z' && at + 1 == text.length())) {
            return 0;
        }
        int sign = text.charAt(at) == '-' ? -1 : 1;
        if ((text.charAt(at) != '+' && sign > 0) || text.length() < at + 5) {
            throw new DateTimeException("no offset");
        }
        int colon = text.charAt(at + 3) == ':' ? 1 : 0;
        int minutes = number(text, at + 1, at + 3) * 60 + number(text, at + 3 + colon, at + 5 + colon);
        if (at + 5 + colon != text.length()) {
            throw new DateTimeException("more than an offset");
        }
        return (long) sign * minutes * MINUTE_MILLIS;
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new NumberFormatException("no digit");
            }
            value = value * 10 + c - '0';
        }
        return value;
    }

    private static long millis(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * 1_000;
    }
}
