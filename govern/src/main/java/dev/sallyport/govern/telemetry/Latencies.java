package dev.sallyport.govern.telemetry;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import java.util.ArrayList;
import java.util.List;

/**
 * How long something took, again and again: counts in buckets of equal relative width, as HdrHistogram has them. Microseconds; exact below 32,
 * above within 1/16 of the value. What is over {@value #MOST_MICROS} µs counts as that. Not thread-safe.
 */
public final class Latencies {
    /** The greatest value that is told apart: 2^26 - 1 µs, 67 s. */
    public static final long MOST_MICROS = (1L << 26) - 1;

    private static final int EXACT = 32;
    private static final int STEPS = 16;
    private static final int STEP_BITS = 4;
    private static final int FIRST_POWER = 5;
    private static final int BUCKETS = EXACT + (26 - FIRST_POWER) * STEPS;
    private static final double PERCENT = 100.0;

    private final long[] counts = new long[BUCKETS];
    private long total;

    /** Counts one. */
    public void add(long micros) {
        counts[bucket(Math.clamp(micros, 0, MOST_MICROS))]++;
        total++;
    }

    /** Adds all of the other's. */
    public void addAll(Latencies other) {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    /** How many were counted. */
    public long total() {
        return total;
    }

    /**
     * The smallest bucket's upper end that so many percent do not exceed; 0 if nothing was counted.
     *
     * @param percent above 0, up to 100
     */
    public long percentile(double percent) {
        long rank = (long) Math.ceil(percent / PERCENT * total);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return upperEnd(i);
            }
        }
        return 0;
    }

    private static int bucket(long micros) {
        if (micros < EXACT) {
            return (int) micros;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int step = (int) (micros >> (power - STEP_BITS)) & (STEPS - 1);
        return EXACT + (power - FIRST_POWER) * STEPS + step;
    }

    private static long upperEnd(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int power = FIRST_POWER + (bucket - EXACT) / STEPS;
        int step = (bucket - EXACT) % STEPS;
        return ((STEPS + step + 1L) << (power - STEP_BITS)) - 1;
    }

    /** The buckets that are not empty, as pairs of number and count, for the local state; never sent. */
    Json kept() {
        List<Json> pairs = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            if (counts[i] > 0) {
                pairs.add(JsonArray.of(JsonNumber.of((long) i), JsonNumber.of(counts[i])));
            }
        }
        return new JsonArray(pairs);
    }

    /** Reads what {@link #kept} wrote; pairs that make no sense count nothing. */
    static Latencies of(Json kept) {
        Latencies out = new Latencies();
        for (Json pair : kept instanceof JsonArray all ? all.items() : List.<Json>of()) {
            if (pair instanceof JsonArray two
                    && two.items().size() == 2
                    && two.items().get(0) instanceof JsonNumber bucket
                    && two.items().get(1) instanceof JsonNumber count
                    && bucket.value() >= 0
                    && bucket.value() < BUCKETS
                    && count.value() > 0) {
                out.counts[(int) bucket.value()] += (long) count.value();
                out.total += (long) count.value();
            }
        }
        return out;
    }
}
