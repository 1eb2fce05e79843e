package dev.sallyport.server.channel;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps what was signed from being used late, or twice. Thread-safe. */
final class Freshness {
    /** How far a signature's time may be from ours, in milliseconds. */
    static final long WINDOW_MILLIS = 300_000;

    /** The one answer to every request that is not proven, whatever was wrong with it. */
    static final Reading.Refused REFUSED =
            new Reading.Refused("signature_refused", "the request is not signed by this channel's secret");

    private static final int ROOM = 10_000;

    private final Map<String, Long> seen = new LinkedHashMap<>();

    /** Whether a time in seconds since the epoch is near enough. */
    static boolean isNear(String seconds, long nowMillis) {
        return seconds.matches("[0-9]{1,12}") && Math.abs(nowMillis - Long.parseLong(seconds) * 1000) <= WINDOW_MILLIS;
    }

    /**
     * Whether that was not taken before. Kept for twice the window, so a signature is dead before it is forgotten; when
     * there is no room for more, none is taken.
     */
    synchronized boolean takes(String once, long nowMillis) {
        seen.values().removeIf(time -> nowMillis - time > 2 * WINDOW_MILLIS);
        return seen.size() < ROOM && seen.putIfAbsent(once, nowMillis) == null;
    }
}
