package dev.sallyport.action.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Numbers (RFC 8259 section 6). One pass collects sign, significant digits and the place of the point; whether a double
 * holds that decimal is decided on those, so a million digits cost a million steps and no big arithmetic.
 */
final class NumberReader {
    /** Decimals of up to 15 digits come back from a double unchanged (C's DBL_DIG). */
    private static final int FAITHFUL_DIGITS = 15;

    /** No double has more digits in its shortest text. */
    private static final int MOST_DIGITS = 17;

    /** Every double above 0 lies between 10^-324 and 10^309. */
    private static final long FARTHEST_POINT = 400;

    /** Exponents stop growing here: still beyond every double after a document's worth of digits. */
    private static final long EXPONENT_CAP = 1_000_000_000_000L;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final Cursor in;
    private final Numbers mode;

    private boolean negative;
    private long digits;
    private int count;
    private int pendingZeros;
    private long point;
    private boolean fraction;

    NumberReader(Cursor in, Numbers mode) {
        this.in = in;
        this.mode = mode;
    }

    JsonNumber read() {
        int start = in.at;
        JsonNumber integer = shortInteger(start);
        if (integer != null) {
            return integer;
        }
        scan(start);
        double magnitude = switch (mode) {
            case EXACT, PORTABLE -> exact(start);
            case ROUNDED -> rounded(start);
        };
        var number = new JsonNumber(negative ? -magnitude : magnitude);
        if (mode == Numbers.PORTABLE && number.isUnportable()) {
            throw refused(Refusal.NUMBER_NOT_PORTABLE, start, "fraction below 0.0001");
        }
        return number;
    }

    /** Reads the common case, an integer of a few digits that starts with none of {@code -} and {@code 0}; else null. */
    private @Nullable JsonNumber shortInteger(int start) {
        byte[] bytes = in.bytes;
        long value = 0;
        int i = start;
        for (int end = Math.min(bytes.length, start + FAITHFUL_DIGITS); i < end && isDigit(bytes[i]); i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        boolean plain = i > start && bytes[start] != '0' && (i == bytes.length || endsInteger(bytes[i]));
        if (!plain) {
            return null;
        }
        in.at = i;
        return new JsonNumber(value);
    }

    private static boolean endsInteger(byte c) {
        return c != '.' && c != 'e' && c != 'E' && !isDigit(c);
    }

    private void scan(int start) {
        negative = in.peek() == '-';
        digits = 0;
        count = 0;
        pendingZeros = 0;
        point = 0;
        fraction = false;
        if (negative) {
            in.at++;
        }
        if (in.peek() == '0') {
            in.at++;
            if (isDigit(in.peek())) {
                throw bad(start, "number with a leading zero");
            }
        } else {
            digitRun(start);
        }
        if (in.peek() == '.') {
            in.at++;
            fraction = true;
            digitRun(start);
        }
        if ((in.peek() | 0x20) == 'e') {
            in.at++;
            exponent(start);
        }
    }

    private void digitRun(int start) {
        int first = in.at;
        for (int c = in.peek(); isDigit(c); c = in.peek()) {
            digit(c - '0');
            in.at++;
        }
        if (in.at == first) {
            throw bad(start, "number without a digit where one is due");
        }
    }

    /** Takes a digit; zeros wait until a later digit makes them significant. */
    private void digit(int digit) {
        if (digit == 0) {
            if (count > 0) {
                pendingZeros++;
            }
        } else {
            significant(digit);
        }
        if (!fraction) {
            point += count > 0 ? 1 : 0;
        } else if (count == 0) {
            point--;
        }
    }

    private void significant(int digit) {
        for (; pendingZeros > 0 && count < MOST_DIGITS; pendingZeros--) {
            digits *= 10;
            count++;
        }
        if (pendingZeros == 0 && count < MOST_DIGITS) {
            digits = digits * 10 + digit;
        }
        count += pendingZeros + 1;
        pendingZeros = 0;
    }

    private void exponent(int start) {
        boolean down = in.peek() == '-';
        if (down || in.peek() == '+') {
            in.at++;
        }
        long value = 0;
        int first = in.at;
        for (int c = in.peek(); isDigit(c); c = in.peek()) {
            value = Math.min(value * 10 + (c - '0'), EXPONENT_CAP);
            in.at++;
        }
        if (in.at == first) {
            throw bad(start, "number without a digit in its exponent");
        }
        point += down ? -value : value;
    }

    private double exact(int start) {
        if (count == 0) {
            if (negative) {
                throw refused(Refusal.NEGATIVE_ZERO, start, "negative zero");
            }
            return 0;
        }
        if (point > FARTHEST_POINT || count <= point) {
            return integer(start);
        }
        if (point < -FARTHEST_POINT) {
            throw refused(Refusal.NUMBER_UNDERFLOW, start, "number too close to zero");
        }
        return decimal(start);
    }

    private double integer(int start) {
        if (point <= MOST_DIGITS - 1) {
            long value = digits;
            for (int i = count; i < point; i++) {
                value *= 10;
            }
            if (value <= JsonNumber.MAX_SAFE_INTEGER) {
                return value;
            }
        }
        throw refused(Refusal.NUMBER_TOO_LARGE, start, "integer beyond 2^53 - 1");
    }

    private double decimal(int start) {
        int places = (int) (count - point);
        if (count <= FAITHFUL_DIGITS && places < POWERS_OF_TEN.length) {
            return digits / POWERS_OF_TEN[places]; // both exact, so the quotient is the nearest double
        }
        if (count <= MOST_DIGITS) {
            double nearest = nearest(start);
            if (nearest == 0) {
                throw refused(Refusal.NUMBER_UNDERFLOW, start, "number too close to zero");
            }
            if (ShortestDecimal.of(nearest).equals(new ShortestDecimal(digits, count, (int) point))) {
                return nearest;
            }
        }
        throw refused(Refusal.NUMBER_NOT_CANONICAL, start, "number with digits a double does not keep");
    }

    private double rounded(int start) {
        double nearest = nearest(start);
        if (Double.isInfinite(nearest)) {
            throw refused(Refusal.NUMBER_TOO_LARGE, start, "number beyond every double");
        }
        return nearest;
    }

    private double nearest(int start) {
        int from = negative ? start + 1 : start;
        return Double.parseDouble(new String(in.bytes, from, in.at - from, StandardCharsets.ISO_8859_1));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private MalformedJson bad(int start, String what) {
        return in.peek() == Cursor.END ? in.unexpected("a digit") : refused(Refusal.BAD_NUMBER, start, what);
    }

    private MalformedJson refused(Refusal refusal, int start, String what) {
        return in.refused(refusal, start, what);
    }
}
