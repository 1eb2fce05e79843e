package dev.sallyport.shield.rate;

import java.util.Collection;
import java.util.Map;

/**
 * A 95 % Clopper–Pearson interval of a rate, 0 to 1 at both ends. Immutable.
 *
 * <p>Where trials come in clusters: trials of one user task are alike, so they count for less than as many independent ones: the count is divided by the
 * design effect, the ratio of the cluster-robust variance to that of independent trials. Where all trials agree no variance
 * can be estimated; then each cluster counts once.
 */
public record Interval(double low, double high) {
    private static final double TAIL = 0.025;

    /**
     * The interval of independent trials; all of 0 to 1 if there was none.
     *
     * @throws IllegalArgumentException unless hits are 0 to trials
     */
    public static Interval of(int hits, int trials) {
        if (hits < 0 || hits > trials) {
            throw new IllegalArgumentException(hits + " hits in " + trials + " trials");
        }
        return trials == 0 ? new Interval(0, 1) : exact(hits, trials);
    }

    /**
     * The interval of trials in clusters.
     *
     * @param clusters hits and trials of each cluster
     */
    public static Interval of(Collection<Map.Entry<Integer, Integer>> clusters) {
        double n = clusters.stream().mapToInt(Map.Entry::getValue).sum();
        if (n == 0) {
            return new Interval(0, 1);
        }
        double p = clusters.stream().mapToInt(Map.Entry::getKey).sum() / n;
        double effective =
                p <= 0 || p >= 1 ? clusters.size() : Math.clamp(p * (1 - p) / variance(clusters, p, n), 1, n);
        return exact(Math.min(p * effective, effective), effective);
    }

    /**
     * The interval of trials that are worth so many independent ones (Korn and Graubard 1998), seldom a whole number; all of 0 to 1 if
     * there was none.
     *
     * @throws IllegalArgumentException unless hits are 0 to trials
     */
    public static Interval exact(double hits, double effective) {
        if (!(hits >= 0 && hits <= effective)) {
            throw new IllegalArgumentException(hits + " hits in " + effective + " trials");
        }
        if (effective <= 0) {
            return new Interval(0, 1);
        }
        double low = hits <= 0 ? 0 : quantile(TAIL, hits, effective - hits + 1);
        double high = hits >= effective ? 1 : quantile(1 - TAIL, hits + 1, effective - hits);
        return new Interval(low, high);
    }

    private static double variance(Collection<Map.Entry<Integer, Integer>> clusters, double p, double n) {
        int k = clusters.size();
        double sum = 0;
        for (Map.Entry<Integer, Integer> cluster : clusters) {
            double residual = cluster.getKey() - p * cluster.getValue();
            sum += residual * residual;
        }
        double correction = k > 1 ? k / (k - 1.0) : n;
        return Math.max(correction * sum / (n * n), 1e-12);
    }

    /** The quantile of the beta distribution, by bisection: its distribution function only grows. */
    private static double quantile(double probability, double a, double b) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (beta(middle, a, b) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The regularised incomplete beta function, by its continued fraction. */
    private static double beta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - beta(1 - x, b, a);
        }
        double front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
        return front / fraction(x, a, b);
    }

    private static double fraction(double x, double a, double b) {
        double value = 1;
        for (int m = terms(Math.max(a, b)); m >= 1; m--) {
            int half = m / 2;
            double term = m % 2 == 0
                    ? half * (b - half) * x / ((a + m - 1) * (a + m))
                    : -(a + half) * (a + b + half) * x / ((a + m - 1) * (a + m));
            value = 1 + term / value;
        }
        return value;
    }

    /** The fraction needs about as many terms as the root of its greater argument; some more cost nothing. */
    private static int terms(double greatest) {
        return (int) Math.clamp(8 * Math.sqrt(greatest), 200, 100_000);
    }

    /** Stirling's series after shifting the argument up. */
    private static double logGamma(double x) {
        double shift = 0;
        double z = x;
        while (z < 12) {
            shift -= Math.log(z);
            z += 1;
        }
        double inverse = 1 / (z * z);
        double series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680))) / z;
        return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
    }
}
