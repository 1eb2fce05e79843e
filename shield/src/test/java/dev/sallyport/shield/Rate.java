package dev.sallyport.shield;

import java.util.Locale;

/** So many of so many, with the interval of Clopper and Pearson (1934) at 95 %. */
public record Rate(int hits, int all) {
    private static final double TAIL = 0.025;

    /** The share, 0 to 1; 1 of none. */
    public double share() {
        return all == 0 ? 1 : (double) hits / all;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d/%d = %.1f %% (%.1f to %.1f)", hits, all, share() * 100, low() * 100, high() * 100);
    }

    /** The least share under which so many hits or more are not rarer than the tail. */
    public double low() {
        return hits == 0 ? 0 : where(p -> 1 - atMost(hits - 1, p) < TAIL);
    }

    /** The greatest share under which so few hits or fewer are not rarer than the tail. */
    public double high() {
        return hits == all ? 1 : where(p -> atMost(hits, p) > TAIL);
    }

    private static double where(java.util.function.DoublePredicate below) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 50; i++) {
            double middle = (low + high) / 2;
            if (below.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private double atMost(int most, double p) {
        double term = all * Math.log1p(-p);
        double sum = 0;
        for (int i = 0; i <= most; i++) {
            sum += Math.exp(term);
            term += Math.log((double) (all - i) / (i + 1)) + Math.log(p) - Math.log1p(-p);
        }
        return Math.min(1, sum);
    }
}
