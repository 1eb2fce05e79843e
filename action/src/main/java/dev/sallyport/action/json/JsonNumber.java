package dev.sallyport.action.json;

/**
 * A JSON number: a finite IEEE 754 double (RFC 7493 section 2.2). There is one zero: a negative zero becomes zero.
 *
 * @param value the finite value
 */
public record JsonNumber(double value) implements Json {
    /** The greatest integer up to which every integer has its own double: 2^53 - 1. */
    public static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    /** From here up JavaScript, Python, Go and Rust write a fraction alike; below, Python has 1e-05 for 0.00001. */
    public static final double LEAST_PORTABLE_FRACTION = 1e-4;

    /**
     * @throws IllegalArgumentException when the value is NaN or infinite
     */
    public JsonNumber {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a JSON number must be finite, not " + value);
        }
        value += 0.0; // turns -0.0 into 0.0 and leaves everything else as it is
    }

    /**
     * An integer.
     *
     * @throws IllegalArgumentException beyond &plusmn;{@link #MAX_SAFE_INTEGER}, where doubles lose digits
     */
    public static JsonNumber of(long value) {
        if (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("integer " + value + " is beyond 2^53 - 1: use a string");
        }
        return new JsonNumber(value);
    }

    /**
     * A decimal.
     *
     * @throws IllegalArgumentException when the value is NaN or infinite
     */
    public static JsonNumber of(double value) {
        return new JsonNumber(value);
    }

    /** Whether the value is an integer within &plusmn;{@link #MAX_SAFE_INTEGER}. */
    public boolean isInteger() {
        return value == Math.rint(value) && Math.abs(value) <= MAX_SAFE_INTEGER;
    }

    /** Whether the value is a fraction that languages write in different ways. */
    public boolean isUnportable() {
        return value != 0 && Math.abs(value) < LEAST_PORTABLE_FRACTION;
    }

    /** Whether the value is an integer so great that other integers share its double. */
    public boolean isBeyondSafeInteger() {
        return Math.abs(value) > MAX_SAFE_INTEGER;
    }
}
