package dev.sallyport.gate.limit;

import java.util.Optional;

/**
 * Which limits stand; what is empty is not limited.
 *
 * @param tenant all calls of a tenant
 * @param agent all calls of an agent
 * @param tool all calls of a tenant to one operation of one tool
 * @param door all calls of a tenant through one door
 * @param remembered how many of each are counted one by one
 * @param loop when a call that repeats itself is cut
 */
public record Quotas(
        Optional<Rate> tenant,
        Optional<Rate> agent,
        Optional<Rate> tool,
        Optional<Rate> door,
        int remembered,
        Loop loop) {
    /**
     * When a loop is cut.
     *
     * @param repeats how often the same call with the same arguments may come in a row in one session; 0 for ever
     * @param pauseMillis a pause after which counting begins anew
     */
    public record Loop(int repeats, long pauseMillis) {}

    /** No limit. */
    public static final Quotas NONE =
            new Quotas(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 1, new Loop(0, 1));
}
