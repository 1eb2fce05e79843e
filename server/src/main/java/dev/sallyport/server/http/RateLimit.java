package dev.sallyport.server.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How often each caller may come: the generic cell rate algorithm (ITU-T I.371, annex A), which is a token bucket kept
 * as one number per caller, the time at which its bucket would be full again. Callers whose bucket is full are not
 * remembered once there are many; if none can be forgotten, newcomers share one bucket. Thread-safe.
 */
public final class RateLimit {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final String NEWCOMERS = "";

    private final long nanosPerCall;
    private final long depthNanos;
    private final int callers;
    private final LongSupplier ticker;
    private final ConcurrentHashMap<String, Long> full = new ConcurrentHashMap<>();

    /**
     * A limit.
     *
     * @param perSecond calls a caller may make per second in the long run, at least 1
     * @param burst calls it may make at once after a pause, at least 1
     * @param callers how many callers are remembered one by one, at least 1
     * @param ticker nanoseconds from any origin, never backwards
     */
    public RateLimit(int perSecond, int burst, int callers, LongSupplier ticker) {
        if (perSecond < 1 || burst < 1 || callers < 1) {
            throw new IllegalArgumentException(
                    "rate " + perSecond + ", burst " + burst + " and callers " + callers + " must each be at least 1");
        }
        this.nanosPerCall = Math.max(1, NANOS_PER_SECOND / perSecond);
        this.depthNanos = nanosPerCall * burst;
        this.callers = callers;
        this.ticker = ticker;
    }

    /**
     * Counts one call.
     *
     * @throws Problem 429 {@code rate_limited} with Retry-After, in seconds
     */
    public void take(String caller) {
        long now = ticker.getAsLong();
        String key = remembered(caller, now);
        long[] wait = new long[1];
        full.compute(key, (k, known) -> {
            long from = known == null || known - now < 0 ? now : known;
            long next = from + nanosPerCall;
            wait[0] = next - now - depthNanos;
            return wait[0] > 0 ? from : next;
        });
        if (wait[0] > 0) {
            long seconds = 1 + wait[0] / NANOS_PER_SECOND;
            throw new Problem(
                    429,
                    "rate_limited",
                    "more calls than this caller may make; wait " + seconds + " s",
                    dev.sallyport.action.json.JsonObject.of(),
                    Map.of("Retry-After", Long.toString(seconds)));
        }
    }

    private String remembered(String caller, long now) {
        if (full.size() < callers || full.containsKey(caller)) {
            return caller;
        }
        full.values().removeIf(time -> time - now <= 0);
        return full.size() < callers ? caller : NEWCOMERS;
    }

    /** How many callers are remembered. */
    int remembered() {
        return full.size();
    }
}
