package dev.sallyport.shield;

import dev.sallyport.shield.rate.Interval;
import java.util.Locale;

/** So many of so many, with its {@link Interval}. */
public record Rate(int hits, int all) {
    /** The share, 0 to 1; 1 of none. */
    public double share() {
        return all == 0 ? 1 : (double) hits / all;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d/%d = %.1f %% (%.1f to %.1f)", hits, all, share() * 100, low() * 100, high() * 100);
    }

    /** The lower end of its interval. */
    public double low() {
        return Interval.of(hits, all).low();
    }

    /** The upper end of its interval. */
    public double high() {
        return Interval.of(hits, all).high();
    }
}
