package dev.sallyport.sigma.alert;

import java.util.Arrays;

/** The sequences of the events of an alert, in the order of their times. Immutable. */
public final class Sequences {
    /** The most that are named; of more, the first and the last halves of this. */
    public static final int MAX_NAMED = 128;

    private final long[] named;
    private final long count;

    private Sequences(long[] named, long count) {
        this.named = named;
        this.count = count;
    }

    /** Of those, of which the greatest number is kept that may be named. */
    public static Sequences of(long[] all) {
        if (all.length <= MAX_NAMED) {
            return new Sequences(all.clone(), all.length);
        }
        long[] ends = Arrays.copyOf(all, MAX_NAMED);
        int half = MAX_NAMED / 2;
        System.arraycopy(all, all.length - half, ends, half, half);
        return new Sequences(ends, all.length);
    }

    /** Those that are named. */
    public long[] named() {
        return named.clone();
    }

    /** How many there are. */
    public long count() {
        return count;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sequences that && count == that.count && Arrays.equals(named, that.named);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(named) + Long.hashCode(count);
    }

    @Override
    public String toString() {
        return Arrays.toString(named) + (count > named.length ? " of " + count : "");
    }
}
