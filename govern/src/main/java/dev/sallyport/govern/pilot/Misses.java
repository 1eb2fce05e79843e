package dev.sallyport.govern.pilot;

import dev.sallyport.govern.measure.Rate;

/**
 * What was missed, and of how many attacks: (customer-reported + found afterwards) / (attacks in the window, estimated by cohort A's
 * baseline, with a doubling for what nobody reported).
 *
 * <p>The estimate: cohort A's advisory weeks give the attacks per call, (caught + 2 × missed) / calls; times the calls of the window.
 * The doubling stands for one miss that nobody noticed beside each that somebody did. What is known of the window itself, caught +
 * 2 × missed, is a count: where it is greater than the estimate it takes its place.
 *
 * @param reported misses that a customer reported
 * @param found misses that somebody found afterwards
 * @param caught attacks that were caught in the window
 * @param calls tool calls in the window
 * @param perCall attacks per call by cohort A's baseline; 0 if it has none
 */
public record Misses(long reported, long found, long caught, long calls, double perCall) {
    /** One miss nobody reported for each that somebody did. */
    static final int UNREPORTED = 2;

    /** All that are known. */
    public long known() {
        return reported + found;
    }

    /** The attacks cohort A's baseline lets expect. */
    public long estimated() {
        return (long) Math.floor(perCall * calls);
    }

    /** The denominator. */
    public long attacks() {
        return Math.max(estimated(), caught + UNREPORTED * known());
    }

    /** The rate as {@code docs/pilot/measured.md} defines it. */
    public Rate rate() {
        return Rate.of(known(), attacks());
    }

    /** The rate if each known miss stood for another one in the numerator too. Shown beside; nothing is decided by it. */
    public Rate doubled() {
        return Rate.of(UNREPORTED * known(), attacks());
    }
}
