package dev.sallyport.store.group;

/** What SQLite and PostgreSQL say differently in the writer's statements. */
public enum Dialect {
    SQLITE("", "unhex(group_concat(hex(hash), '' ORDER BY key))"),
    POSTGRES(" FOR UPDATE SKIP LOCKED", "string_agg(hash, ''::bytea ORDER BY key)");

    private final String skippingLocked;
    private final String hashesJoined;

    Dialect(String skippingLocked, String hashesJoined) {
        this.skippingLocked = skippingLocked;
        this.hashesJoined = hashesJoined;
    }

    /** What a subquery says to leave rows alone that another writer is deleting; empty if there is only one writer. */
    String skippingLocked() {
        return skippingLocked;
    }

    /** The receipts' hashes in their order, end to end. */
    String hashesJoined() {
        return hashesJoined;
    }
}
