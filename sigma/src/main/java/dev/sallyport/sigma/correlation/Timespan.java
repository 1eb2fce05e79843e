package dev.sallyport.sigma.correlation;

import java.util.OptionalLong;

/** Spans of time as rules write them: a number and one letter. */
public final class Timespan {
    /** The longest: 366 days. */
    public static final long MAX_MILLIS = 366L * 86_400_000;

    private static final int MAX_LENGTH = 10;

    private Timespan() {}

    /**
     * Milliseconds of a text such as {@code 90m}: {@code s}, {@code m}, {@code h}, {@code d} or {@code w}, of any length from one second
     * up to {@link #MAX_MILLIS}. Months and years are no fixed time and are not taken.
     */
    public static OptionalLong parse(String text) {
        int last = text.length() - 1;
        if (last < 1 || text.length() > MAX_LENGTH || text.charAt(0) == '0') {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = 0; i < last; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return OptionalLong.empty();
            }
            number = number * 10 + (c - '0');
        }
        long unit = unit(text.charAt(last));
        boolean fits = unit > 0 && number <= MAX_MILLIS / unit;
        return fits ? OptionalLong.of(number * unit) : OptionalLong.empty();
    }

    private static long unit(char letter) {
        return switch (letter) {
            case 's' -> 1_000;
            case 'm' -> 60_000;
            case 'h' -> 3_600_000;
            case 'd' -> 86_400_000;
            case 'w' -> 7L * 86_400_000;
            default -> 0;
        };
    }
}
