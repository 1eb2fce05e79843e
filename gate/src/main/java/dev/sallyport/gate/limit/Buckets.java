package dev.sallyport.gate.limit;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Token buckets by key: the generic cell rate algorithm (ITU-T I.371, annex A), which keeps a bucket as one number, the time at which it would
 * be full again. Keys whose bucket is full are not remembered once there are many; if none can be forgotten, newcomers share one bucket, so
 * forgetting never grants more than one bucket. Thread-safe.
 */
public final class Buckets {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final String NEWCOMERS = "";

    private final long nanosPerCall;
    private final long depthNanos;
    private final long coolNanos;
    private final int keys;
    private final ConcurrentHashMap<String, Long> full = new ConcurrentHashMap<>();

    /**
     * Buckets of one size.
     *
     * @param rate how much they hold and how fast they fill
     * @param keys how many are remembered one by one, at least 1
     */
    public Buckets(Rate rate, int keys) {
        if (keys < 1) {
            throw new IllegalArgumentException("at least 1 key is remembered, not " + keys);
        }
        this.nanosPerCall = Math.max(1, NANOS_PER_SECOND / rate.perSecond());
        this.depthNanos = nanosPerCall * rate.burst();
        this.coolNanos = rate.coolDownMillis() * 1_000_000L;
        this.keys = keys;
    }

    /**
     * Takes one token.
     *
     * @param now nanoseconds of a clock that never goes backwards
     * @return 0 if there was one; else how long to wait for the next, in nanoseconds
     */
    public long take(String key, long now) {
        long[] wait = new long[1];
        full.compute(remembered(key, now), (k, known) -> {
            long from = known == null || known - now < 0 ? now : known;
            long next = from + nanosPerCall;
            wait[0] = Math.max(0, next - now - depthNanos);
            if (wait[0] == 0) {
                return next;
            }
            // Who asks although the bucket is empty waits longer, once, and not longer with each question.
            boolean cooling = from - now > depthNanos;
            if (coolNanos > 0 && !cooling) {
                wait[0] = coolNanos;
                return now + depthNanos + coolNanos;
            }
            return from;
        });
        return wait[0];
    }

    private String remembered(String key, long now) {
        if (full.size() < keys || full.containsKey(key)) {
            return key;
        }
        full.values().removeIf(time -> time - now <= 0);
        return full.size() < keys ? key : NEWCOMERS;
    }

    /** How many are remembered. */
    public int remembered() {
        return full.size();
    }
}
