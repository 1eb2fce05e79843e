package dev.sallyport.govern.measure;

import dev.sallyport.shield.rate.Interval;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;

/**
 * A measured rate and what it rests on.
 *
 * @param value 0 to 1; 0 without trials
 * @param trials how many independent trials it is worth, 0 or more
 */
public record Rate(double value, double trials) {
    /** Nothing was measured. */
    public static final Rate NONE = new Rate(0, 0);

    /** Beyond this many trials nobody waits for an answer. */
    private static final long MANY = 1L << 40;

    /**
     * @throws IllegalArgumentException if the value leaves 0 to 1 or there are fewer trials than none
     */
    public Rate {
        if (!(value >= 0 && value <= 1) || !(trials >= 0)) {
            throw new IllegalArgumentException("a rate of " + value + " in " + trials + " trials");
        }
    }

    /** So many hits in so many trials; hits beyond the trials count as all of them. */
    public static Rate of(long hits, long trials) {
        return trials <= 0 ? NONE : new Rate((double) Math.min(hits, trials) / trials, trials);
    }

    /**
     * The mean of several rates, each of which counts once, however many trials it has.
     *
     * <p>Its trials are effective ones (Korn and Graubard 1998): as many as independent trials would need for the same
     * variance. That is the smaller of two figures: what the trials of all would give if they were alike, k² / Σ(1/nᵢ), and what
     * the differences between the rates say, m(1−m) / (s²/k). Rates without trials are left out.
     */
    public static Rate averaged(List<Rate> rates) {
        List<Rate> measured = rates.stream().filter(rate -> rate.trials > 0).toList();
        int k = measured.size();
        if (k == 0) {
            return NONE;
        }
        double mean = measured.stream().mapToDouble(Rate::value).sum() / k;
        double alike = (double) k
                * k
                / measured.stream().mapToDouble(r -> 1 / r.trials).sum();
        double squares = measured.stream()
                .mapToDouble(r -> (r.value - mean) * (r.value - mean))
                .sum();
        if (k == 1 || squares <= 0) {
            return new Rate(mean, alike);
        }
        double apart = mean * (1 - mean) / (squares / (k - 1) / k);
        return new Rate(mean, Math.min(alike, apart));
    }

    /** Where it lies with 95 % confidence. */
    public Interval interval() {
        return Interval.exact(Math.min(value * trials, trials), trials);
    }

    /** How far the farther end of the interval is away; 1 if nothing was measured. */
    public double margin() {
        if (trials <= 0) {
            return 1;
        }
        Interval interval = interval();
        return Math.max(value - interval.low(), interval.high() - value);
    }

    /** Whether it is known to within plus and minus so much. */
    public boolean isKnownTo(double margin) {
        return margin() <= margin;
    }

    /** How many more trials, at the same rate, make it known to within plus and minus so much; 0 if it is. */
    public long moreFor(double margin) {
        return more(trials -> new Rate(value, trials).isKnownTo(margin)).orElse(MANY);
    }

    /** How many more trials, at the same rate, put the whole interval below the limit; empty if the rate itself is not below. */
    public OptionalLong moreToBeBelow(double limit) {
        if (trials > 0 && value >= limit) {
            return OptionalLong.empty();
        }
        return more(trials -> new Rate(value, trials).interval().high() < limit);
    }

    /** Whether all of its interval is below the limit. */
    public boolean isBelow(double limit) {
        return interval().high() < limit;
    }

    /** Whether none of its interval is below the limit. */
    public boolean isAtLeast(double limit) {
        return trials > 0 && interval().low() >= limit;
    }

    private OptionalLong more(DoublePredicate enough) {
        if (enough.test(trials)) {
            return OptionalLong.of(0);
        }
        long least = 0;
        long most = 1;
        while (!enough.test(trials + most)) {
            least = most;
            most *= 2;
            if (most > MANY) {
                return OptionalLong.empty();
            }
        }
        while (most - least > Math.max(1, least / 200)) {
            long middle = (least + most) / 2;
            if (enough.test(trials + middle)) {
                most = middle;
            } else {
                least = middle;
            }
        }
        return OptionalLong.of(most);
    }
}
