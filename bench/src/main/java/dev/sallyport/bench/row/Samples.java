package dev.sallyport.bench.row;

import java.util.Arrays;

/** Durations in nanoseconds, collected by one thread and read afterwards. Keeps every one: no rounding into buckets. */
public final class Samples {
    private long[] nanos;
    private int size;
    private boolean sorted;

    /** Room for that many without growing. */
    public Samples(int expected) {
        this.nanos = new long[Math.max(expected, 16)];
    }

    /** One more. */
    public void add(long duration) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = duration;
        sorted = false;
    }

    /** All of another collection. */
    public void addAll(Samples other) {
        for (int i = 0; i < other.size; i++) {
            add(other.nanos[i]);
        }
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /**
     * The duration that the given share of all does not exceed (nearest rank); NaN without any.
     *
     * @param share 0 to 1
     */
    public double quantile(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, size);
            sorted = true;
        }
        int rank = (int) Math.ceil(share * size);
        return nanos[Math.min(Math.max(rank - 1, 0), size - 1)];
    }
}
