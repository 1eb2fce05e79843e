package dev.sallyport.soc.plane;

/**
 * How the plane works.
 *
 * @param pollMillis how long it rests when nothing came
 * @param sweepMillis how often it looks at the ledger although nothing came over the bus
 * @param markReceipts after how many receipts it writes down where it stands
 * @param markMillis and after how long at the latest
 * @param backlog how far back it begins in a record it never followed
 * @param leaseMillis how long a lead lasts that is not renewed
 */
public record PlaneLimits(
        long pollMillis, long sweepMillis, int markReceipts, long markMillis, int backlog, long leaseMillis) {
    /** What serves. */
    public static final PlaneLimits DEFAULT = new PlaneLimits(5, 250, 20_000, 15_000, 10_000, 30_000);
}
