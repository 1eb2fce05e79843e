package dev.sallyport.govern.measure;

/**
 * Where a rate lies with 95 % confidence.
 *
 * @param low 0 to 1
 * @param high 0 to 1, not below {@code low}
 */
public record Interval(double low, double high) {
    /** Nothing is known. */
    public static final Interval UNKNOWN = new Interval(0, 1);

    /**
     * @throws IllegalArgumentException if it is empty or leaves 0 to 1
     */
    public Interval {
        if (!(low >= 0 && low <= high && high <= 1)) {
            throw new IllegalArgumentException("an interval of a rate from " + low + " to " + high);
        }
    }
}
