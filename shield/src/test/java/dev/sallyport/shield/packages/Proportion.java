package dev.sallyport.shield.packages;

import dev.sallyport.shield.rate.Interval;
import java.util.Locale;

/**
 * A share of independent trials with its {@link Interval}, to two decimal places.
 *
 * @param hits of them
 * @param n trials
 */
record Proportion(long hits, long n) {
    static Proportion of(long hits, long n) {
        return new Proportion(hits, n);
    }

    double low() {
        return Interval.exact((double) hits, (double) n).low();
    }

    double high() {
        return Interval.exact((double) hits, (double) n).high();
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
