package dev.sallyport.sigma.engine;

import java.util.Map;

/**
 * How an engine runs. All times in milliseconds.
 *
 * @param tenant whose events it takes
 * @param lateness how far behind the newest event one may come without being late, 0 to {@link #MAX_LATENESS}: results wait that long
 * @param jump how far an event's time may be from when it was received; one further ahead is taken back to it
 * @param memory how long a group that is still is kept for late events, beyond its timespan
 * @param maxGroupsPerRule the most groups of one rule
 * @param maxGroups the most groups in all
 * @param maxHits the most hits of one group
 * @param maxHeld the most events that wait for the watermark
 * @param maxSteps the most steps that flows remember
 * @param canary for a rule by its reference the percentage of its groups, 0 to 100, for which it may do what its stage allows; for the
 *     others, and only for them, it logs
 */
public record Options(
        String tenant,
        long lateness,
        long jump,
        long memory,
        int maxGroupsPerRule,
        int maxGroups,
        int maxHits,
        int maxHeld,
        int maxSteps,
        Map<String, Integer> canary) {
    /** The longest that results may wait. */
    public static final long MAX_LATENESS = 86_400_000;

    private static final long FIVE_MINUTES = 300_000;
    private static final long HOUR = 3_600_000;
    private static final int GROUPS_PER_RULE = 100_000;
    private static final int GROUPS = 250_000;
    private static final int HITS = 10_000;
    private static final int HELD = 100_000;
    private static final int STEPS = 20_000;

    public Options {
        canary = Map.copyOf(canary);
        if (lateness < 0 || lateness > MAX_LATENESS || jump < 0 || memory < 0) {
            throw new IllegalArgumentException(
                    "lateness is 0 to " + MAX_LATENESS + " ms, jump and memory not negative");
        }
        if (maxGroupsPerRule < 1 || maxGroups < 1 || maxHits < 2 || maxHeld < 1 || maxSteps < 1) {
            throw new IllegalArgumentException("every cap leaves room for one, and for two hits");
        }
        for (int percent : canary.values()) {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("a canary percentage is 0 to 100, not " + percent);
            }
        }
    }

    /** The ordinary ones for a tenant: no lateness, five minutes of jump, an hour of memory. */
    public static Options of(String tenant) {
        return new Options(tenant, 0, FIVE_MINUTES, HOUR, GROUPS_PER_RULE, GROUPS, HITS, HELD, STEPS, Map.of());
    }

    /** The same with another lateness. */
    public Options withLateness(long millis) {
        return new Options(
                tenant, millis, jump, memory, maxGroupsPerRule, maxGroups, maxHits, maxHeld, maxSteps, canary);
    }

    /** The same with other caps on groups. */
    public Options withGroups(int perRule, int inAll) {
        return new Options(tenant, lateness, jump, memory, perRule, inAll, maxHits, maxHeld, maxSteps, canary);
    }

    /** The same with another cap on a group's hits. */
    public Options withHits(int most) {
        return new Options(
                tenant, lateness, jump, memory, maxGroupsPerRule, maxGroups, most, maxHeld, maxSteps, canary);
    }

    /** The same with other caps on events that wait and on steps of flows. */
    public Options withHeldAndSteps(int held, int steps) {
        return new Options(tenant, lateness, jump, memory, maxGroupsPerRule, maxGroups, maxHits, held, steps, canary);
    }

    /** The same with other canary percentages. */
    public Options withCanary(Map<String, Integer> percentages) {
        return new Options(
                tenant, lateness, jump, memory, maxGroupsPerRule, maxGroups, maxHits, maxHeld, maxSteps, percentages);
    }
}
