package dev.sallyport.gate.containment;

import dev.sallyport.gate.identity.TenantId;

/**
 * A measure in force.
 *
 * @param sinceMillis when it was put in force, in milliseconds since the epoch
 * @param untilMillis at or after it the measure is over; {@link #ENDLESS} until somebody ends it
 */
public record Containment(TenantId tenant, Measure measure, long sinceMillis, long untilMillis) {
    /** Nothing but a person or a playbook ends it. 2^53 - 1: the largest time that every store and format holds. */
    public static final long ENDLESS = (1L << 53) - 1;

    /** The longest it may last by itself: thirty days. */
    public static final long LONGEST_MILLIS = 30L * 24 * 60 * 60 * 1000;

    public Containment {
        boolean bounded = untilMillis > sinceMillis && untilMillis - sinceMillis <= LONGEST_MILLIS;
        if (!bounded && untilMillis != ENDLESS) {
            throw new IllegalArgumentException("a containment lasts 1 ms to " + LONGEST_MILLIS + " ms, or without end");
        }
    }

    /** Whether it counts at that time. */
    public boolean isInForce(long nowMillis) {
        return nowMillis < untilMillis;
    }

    /** Whether it ends by itself. */
    public boolean ends() {
        return untilMillis != ENDLESS;
    }
}
