package dev.sallyport.server.http;

import dev.sallyport.gate.limit.Buckets;
import dev.sallyport.gate.limit.Rate;
import java.util.Map;
import java.util.function.LongSupplier;

/** How often each caller may come to the HTTP API, whatever it asks. Thread-safe. */
public final class RateLimit {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Buckets buckets;
    private final LongSupplier ticker;

    /**
     * A limit.
     *
     * @param perSecond calls a caller may make per second in the long run, at least 1
     * @param burst calls it may make at once after a pause, at least 1
     * @param callers how many callers are remembered one by one, at least 1
     * @param ticker nanoseconds from any origin, never backwards
     */
    public RateLimit(int perSecond, int burst, int callers, LongSupplier ticker) {
        this.buckets = new Buckets(new Rate(perSecond, burst, 0), callers);
        this.ticker = ticker;
    }

    /**
     * Counts one call.
     *
     * @throws Problem 429 {@code rate_limited} with Retry-After, in seconds
     */
    public void take(String caller) {
        long wait = buckets.take(caller, ticker.getAsLong());
        if (wait > 0) {
            long seconds = 1 + wait / NANOS_PER_SECOND;
            throw new Problem(
                    429,
                    "rate_limited",
                    "more calls than this caller may make; wait " + seconds + " s",
                    dev.sallyport.action.json.JsonObject.of(),
                    Map.of("Retry-After", Long.toString(seconds)));
        }
    }

    /** How many callers are remembered. */
    int remembered() {
        return buckets.remembered();
    }
}
