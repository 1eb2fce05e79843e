package dev.sallyport.soc.event;

import dev.sallyport.gate.identity.TenantId;

/** What the plane itself noticed about the records it reads and about its own work. */
public final class PlaneEvents {
    /** A receipt is not what its hash says, or does not follow the one before it. */
    public static final String CHAIN_BROKEN = "receipt.chain_broken";

    /** Events found no room on the bus. */
    public static final String EMIT_DROPPED = "soc.emit_dropped";

    /** The plane's brake stopped playbooks. */
    public static final String RESPONSE_BRAKED = "soc.response_braked";

    /** Rules or playbooks could not be read again; the ones before stay. */
    public static final String RULES_REFUSED = "soc.rules_refused";

    /** The detector gave something up, or met what it does not expect. */
    public static final String DETECTOR = "soc.detector";

    private PlaneEvents() {}

    /** A break in the chain at that receipt; where it stands follows from the ledger alone. */
    public static Seen chainBroken(TenantId tenant, long sequence, long timeMillis, String fault, String receiptId) {
        return integrity(tenant, sequence, 1, timeMillis, CHAIN_BROKEN, "chain", fault, receiptId);
    }

    /** So many events were dropped since this was last said. */
    public static Seen dropped(TenantId tenant, long sequence, int part, long timeMillis, long count) {
        return integrity(tenant, sequence, part, timeMillis, EMIT_DROPPED, "emit", Long.toString(count), "");
    }

    /** Something of the plane's own. */
    public static Seen integrity(
            TenantId tenant,
            long sequence,
            int part,
            long timeMillis,
            String name,
            String check,
            String fault,
            String receiptId) {
        return new Seen(
                tenant,
                sequence,
                part,
                timeMillis,
                Category.INTEGRITY,
                name,
                receiptId,
                new Taken()
                        .put("integrity.check", check)
                        .put("integrity.result", "fail")
                        .put("integrity.fault", fault)
                        .fields());
    }
}
