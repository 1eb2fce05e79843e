package dev.sallyport.govern.collector;

import java.util.List;

/**
 * How large a share of the time an endpoint answered, from probes once a minute. A minute without a probe counts as down: whoever did not look
 * cannot vouch.
 *
 * @param up minutes in which the endpoint answered
 * @param minutes all minutes looked at
 */
public record Uptime(long up, long minutes) {
    /** What is promised, in percent. */
    public static final double PROMISED_PERCENT = 99.5;

    /** How far back it goes. */
    public static final long SPAN_MILLIS = 30L * 24 * 60 * 60 * 1000;

    private static final long MINUTE = 60_000;
    private static final double HUNDRED = 100;

    /**
     * One look at an endpoint.
     *
     * @param minute minutes since the epoch
     */
    public record Probe(long minute, boolean up) {}

    /** That of the last 30 days, or since the first probe if that is later. */
    public static Uptime of(List<Probe> probes, long nowMillis) {
        long last = Math.floorDiv(nowMillis, MINUTE);
        long first = Math.max(
                last - SPAN_MILLIS / MINUTE + 1,
                probes.stream().mapToLong(Probe::minute).min().orElse(last + 1));
        long up = probes.stream()
                .filter(p -> p.up() && p.minute() >= first && p.minute() <= last)
                .mapToLong(Probe::minute)
                .distinct()
                .count();
        return new Uptime(up, Math.max(0, last - first + 1));
    }

    /** In percent; 100 as long as nobody looked. */
    public double percent() {
        return minutes == 0 ? HUNDRED : HUNDRED * up / minutes;
    }

    /** Whether what is promised holds. */
    public boolean isKept() {
        return percent() >= PROMISED_PERCENT;
    }
}
