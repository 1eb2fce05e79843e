package dev.sallyport.gate;

/**
 * The gate's limits.
 *
 * @param recordMillis how long a decision waits for its record before it is refused
 * @param maxApprovalMillis the longest life of an approval a policy may ask for
 */
public record GateLimits(long recordMillis, long maxApprovalMillis) {
    /** Five seconds to record, seven days for an approval. */
    public static final GateLimits DEFAULT = new GateLimits(5_000, 7L * 24 * 60 * 60 * 1000);

    public GateLimits {
        if (recordMillis < 1 || maxApprovalMillis < 1) {
            throw new IllegalArgumentException(
                    "limits of " + recordMillis + " ms and " + maxApprovalMillis + " ms must both be at least 1");
        }
    }
}
