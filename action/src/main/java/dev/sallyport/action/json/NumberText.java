package dev.sallyport.action.json;

import org.jspecify.annotations.Nullable;

/** The text of a number as ECMAScript's {@code Number::toString} and so RFC 8785 section 3.2.2.3 write it. */
public final class NumberText {
    /** No number has a longer text: a sign, 17 digits, a point, and an exponent of five characters, or 7 zeros. */
    public static final int MAX_CHARS = 32;

    private static final int MOST_PLACES = 4;
    private static final double LEAST_OF_16_DIGITS = 1e15;
    private static final int LAST_PLAIN_POINT = 21;
    private static final int FIRST_PLAIN_POINT = -5;

    private NumberText() {}

    /**
     * The text of a number, for example {@code 98.7}, {@code 1e+21} or {@code 0} for both zeros.
     *
     * @throws IllegalArgumentException when the number is NaN or infinite
     */
    public static String of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("no JSON text for " + value);
        }
        if (value == Math.rint(value) && Math.abs(value) <= JsonNumber.MAX_SAFE_INTEGER) {
            return Long.toString((long) value);
        }
        String price = fewPlaces(value);
        if (price != null) {
            return price;
        }
        var out = new StringBuilder(MAX_CHARS);
        if (value < 0) {
            out.append('-');
        }
        format(ShortestDecimal.of(Math.abs(value)), out);
        return out.toString();
    }

    /**
     * The text of a number with up to four decimal places and 15 digits, or null. Two such decimals never share a double, so
     * the first that is found is the shortest; the quotient of two exact doubles is the double nearest to it.
     */
    private static @Nullable String fewPlaces(double value) {
        double magnitude = Math.abs(value);
        long scale = 1;
        for (int places = 1; places <= MOST_PLACES && magnitude < LEAST_OF_16_DIGITS / 10_000; places++) {
            scale *= 10;
            long digits = (long) (magnitude * scale + 0.5);
            if (digits > 0 && (double) digits / scale == magnitude) {
                String fraction = Long.toString(digits % scale + scale); // a 1 and the places with their leading zeros
                return (value < 0 ? "-" : "") + digits / scale + "." + fraction.substring(1);
            }
        }
        return null;
    }

    private static void format(ShortestDecimal decimal, StringBuilder out) {
        int start = out.length();
        int count = decimal.count();
        int point = decimal.point();
        out.append(decimal.digits());
        if (point > LAST_PLAIN_POINT || point < FIRST_PLAIN_POINT) {
            if (count > 1) {
                out.insert(start + 1, '.');
            }
            out.append('e').append(point > 0 ? "+" : "").append(point - 1);
        } else if (point <= 0) {
            out.insert(start, "0." + "0".repeat(-point));
        } else if (point < count) {
            out.insert(start + point, '.');
        } else {
            out.append("0".repeat(point - count));
        }
    }
}
