package dev.sallyport.bench.soc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much larger one figure is than another of the same round, over many rounds. Confined to one thread. */
final class PairedChange {
    /** Student's t, two-sided 95 %, by degrees of freedom from 1 to 30. */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private final List<Double> logs = new ArrayList<>();

    /** One round: both figures above 0. */
    void add(double without, double with) {
        logs.add(Math.log(with / without));
    }

    /**
     * The change in percent with its 95 % interval: the geometric mean of the rounds' ratios, and Student's interval of its logarithm.
     *
     * @param n how many rounds
     */
    record Interval(double percent, double low, double high, int n) {
        /** Whether it includes no change, or stays at or below that. */
        boolean isAtMost(double limit) {
            return low <= 0 || high <= limit;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%+.1f %% (95 %% interval %+.1f to %+.1f %%, n = %d pairs)", percent, low, high, n);
        }
    }

    /** @throws IllegalStateException with fewer than two or more than 31 rounds */
    Interval interval() {
        int n = logs.size();
        if (n < 2 || n - 1 > T.length) {
            throw new IllegalStateException(n + " pairs; an interval takes 2 to " + (T.length + 1));
        }
        double mean = logs.stream().mapToDouble(x -> x).average().orElseThrow();
        double squares = logs.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        double half = T[n - 2] * Math.sqrt(squares / (n - 1) / n);
        return new Interval(percent(mean), percent(mean - half), percent(mean + half), n);
    }

    private static double percent(double log) {
        return (Math.exp(log) - 1) * 100;
    }
}
