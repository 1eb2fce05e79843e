package dev.sallyport.gate.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the first refusal of each minute, by what it was refused for. Remembers so many; beyond that further ones are not told. Thread-safe. */
public final class FirstOfMinute {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final int most;
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    /** @param most how many are remembered one by one */
    public FirstOfMinute(int most) {
        this.most = most;
    }

    /**
     * Whether it is the first for a minute.
     *
     * @param now nanoseconds of a clock that never goes backwards
     */
    public boolean is(String key, long now) {
        if (told.size() >= most) {
            told.values().removeIf(time -> now - time >= MINUTE_NANOS);
            if (told.size() >= most) {
                return false;
            }
        }
        boolean[] first = new boolean[1];
        told.compute(key, (k, time) -> {
            first[0] = time == null || now - time >= MINUTE_NANOS;
            return first[0] ? Long.valueOf(now) : time;
        });
        return first[0];
    }
}
