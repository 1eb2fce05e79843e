package dev.sallyport.govern.pilot;

/**
 * What one shield did at one customer in one week, as the customer's gateway counted it.
 *
 * @param block events with that verdict
 * @param warn events with that verdict
 * @param allow events with that verdict
 * @param flagged events the customer called false
 * @param auto events found to be false without the customer
 * @param p50 median latency, microseconds
 * @param p95 95th percentile, microseconds
 * @param p99 99th percentile, microseconds
 */
public record ShieldWeek(long block, long warn, long allow, long flagged, long auto, long p50, long p95, long p99) {
    /**
     * @throws IllegalArgumentException if a count is negative or more events are false than there were
     */
    public ShieldWeek {
        if (Math.min(Math.min(Math.min(block, warn), Math.min(allow, flagged)), auto) < 0) {
            throw new IllegalArgumentException("a count of events is not negative");
        }
        if (flagged + auto > block + warn + allow) {
            throw new IllegalArgumentException(
                    (flagged + auto) + " false events among " + (block + warn + allow) + " events");
        }
        if (p50 < 0 || p95 < p50 || p99 < p95) {
            throw new IllegalArgumentException("percentiles grow: " + p50 + ", " + p95 + ", " + p99);
        }
    }

    /** All events: the denominator of the rate of false positives. */
    public long events() {
        return block + warn + allow;
    }

    /** The events that were false: its numerator. */
    public long falsePositives() {
        return flagged + auto;
    }

    /**
     * The attacks it caught: what it blocked or warned of and nobody called false. One that is false and that nobody flagged counts
     * here, which makes the rate of misses look better than it is.
     */
    public long catches() {
        return Math.max(0, block + warn - falsePositives());
    }
}
