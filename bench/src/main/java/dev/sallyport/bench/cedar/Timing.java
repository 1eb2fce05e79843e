package dev.sallyport.bench.cedar;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * How long one operation took, over many.
 *
 * @param p50Micros median, microseconds
 * @param p99Micros 99th percentile, microseconds
 * @param throughput operations per second on one thread, from an untimed loop
 */
record Timing(double p50Micros, double p99Micros, double throughput) {

    private static final double NANOS_PER_MICRO = 1_000.0;

    /**
     * Times {@code count} calls of {@code operation} with 0, 1, 2, …, after a fifth as many to warm up. Its results are
     * counted, so that no call can be left out.
     */
    static Timing of(int count, IntPredicate operation) {
        int kept = 0;
        for (int i = 0; i < Math.max(count / 5, 1_000); i++) {
            kept += operation.test(i) ? 1 : 0;
        }
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            kept += operation.test(i) ? 1 : 0;
            nanos[i] = System.nanoTime() - start;
        }
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            kept += operation.test(i) ? 1 : 0;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (kept < 0) {
            throw new IllegalStateException("the operations cannot be counted");
        }
        Arrays.sort(nanos);
        return new Timing(
                nanos[count / 2] / NANOS_PER_MICRO, nanos[(int) (count * 0.99)] / NANOS_PER_MICRO, count / seconds);
    }
}
