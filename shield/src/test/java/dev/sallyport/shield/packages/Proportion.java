package dev.sallyport.shield.packages;

import java.util.Locale;

/**
 * A share of independent trials with its 95 % Clopper–Pearson interval, found by bisection over the binomial distribution function.
 *
 * @param hits of them
 * @param n trials
 */
record Proportion(long hits, long n) {
    private static final double TAIL = 0.025;

    static Proportion of(long hits, long n) {
        return new Proportion(hits, n);
    }

    double low() {
        return hits == 0 ? 0 : root(p -> 1 - atMost(hits - 1, p) < TAIL);
    }

    double high() {
        return hits == n ? 1 : root(p -> atMost(hits, p) > TAIL);
    }

    private interface Below {
        boolean is(double p);
    }

    private static double root(Below below) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 50; i++) {
            double middle = (low + high) / 2;
            if (below.is(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The chance of at most k hits. */
    private double atMost(long k, double p) {
        double log = n * Math.log1p(-p);
        double sum = Math.exp(log);
        for (long i = 1; i <= k; i++) {
            log += Math.log((double) (n - i + 1) / i) + Math.log(p) - Math.log1p(-p);
            sum += Math.exp(log);
        }
        return Math.min(1, sum);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d/%d = %.2f %% [%.2f, %.2f]",
                hits,
                n,
                100.0 * hits / Math.max(1, n),
                100 * low(),
                100 * high());
    }
}
