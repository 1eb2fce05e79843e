package dev.sallyport.server.alarm;

import dev.sallyport.gate.identity.TenantId;

/**
 * A history that does not hold.
 *
 * @param tenant whose
 * @param log which log, by its origin
 * @param code stable, such as {@code history_shorter_than_anchor}
 * @param message a lower-case fragment for people; names places and sizes, no contents
 */
public record LedgerFault(TenantId tenant, String log, String code, String message) {
    /** A log of a tenant that once was is gone. */
    public static LedgerFault deleted(TenantId tenant, String log, long size) {
        return new LedgerFault(
                tenant, log, "chain_deleted", "the log had " + size + " receipts and is not in the store any more");
    }

    /** Less is there than was seen elsewhere. */
    public static LedgerFault shorter(TenantId tenant, String log, long size, long seen) {
        return new LedgerFault(
                tenant,
                log,
                "history_shorter_than_anchor",
                "the log has " + size + " leaves, an anchor covers " + seen + ": its tail is missing");
    }

    /** Something else is there than was seen elsewhere. */
    public static LedgerFault differs(TenantId tenant, String log, long seen) {
        return new LedgerFault(
                tenant,
                log,
                "history_differs_from_anchor",
                "the first " + seen + " leaves are not those that an anchor covers: this is another history");
    }
}
