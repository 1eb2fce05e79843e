package dev.sallyport.govern.measure;

/**
 * The exact two-sided 95 % interval of a binomial rate (Clopper and Pearson 1934): its coverage is never below 95 %, also for few
 * trials and for rates near 0 and 1.
 */
public final class ClopperPearson {
    private static final double TAIL = 0.025;

    private ClopperPearson() {}

    /**
     * The interval of {@code hits} in {@code trials}. Both may be fractions: an effective number of trials, which correlated
     * trials are worth, seldom is a whole one (Korn and Graubard 1998).
     *
     * @param hits 0 to {@code trials}
     * @param trials 0 or more; without any nothing is known
     * @throws IllegalArgumentException if there are more hits than trials, or fewer than none
     */
    public static Interval of(double hits, double trials) {
        if (!(hits >= 0 && hits <= trials)) {
            throw new IllegalArgumentException(hits + " hits in " + trials + " trials");
        }
        if (trials <= 0) {
            return Interval.UNKNOWN;
        }
        double low = hits <= 0 ? 0 : quantile(TAIL, hits, trials - hits + 1);
        double high = hits >= trials ? 1 : quantile(1 - TAIL, hits + 1, trials - hits);
        return new Interval(low, high);
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
