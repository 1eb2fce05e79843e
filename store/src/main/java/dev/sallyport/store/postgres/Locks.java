package dev.sallyport.store.postgres;

import dev.sallyport.store.database.Prepared;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedSet;

/**
 * The order among gateways: advisory locks of a transaction, which the server gives out in the order in which they were
 * asked for, and takes back after the transaction's rows are visible. Always the registry's first, then the tenants' in the
 * order of their numbers, all before anything is written, so no two gateways ever wait for each other.
 */
final class Locks {
    private static final int REGISTRY = 0x53505252;
    private static final int TENANT = 0x53505254;
    /** Held by a gateway's session for as long as it lives. */
    static final int GATEWAY = 0x53505247;
    /** Held while the schema is brought up. */
    static final int SCHEMA = 0x53505253;
    /** Held by the transaction that writes the install log. It holds no other lock, so nobody waits for two. */
    static final int INSTALL = 0x53505249;
    /** Held by the transaction that writes the outbox; it holds no other lock either. */
    static final int OUTBOX = 0x5350524f;
    /** Held by the transaction that writes the second plane's book; it holds no other lock either. */
    static final int BOOK = 0x53505242;
    /** Of {@code pg_locks l}: rows of gateways that live, whose numbers are {@code l.objid}. */
    static final String LIVING = "l.locktype = 'advisory' AND l.classid = " + GATEWAY + " AND l.granted"
            + " AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())";

    private final Prepared registryShared;
    private final Prepared registryAlone;
    private final Prepared tenants;

    Locks(Connection connection) throws SQLException {
        String registry = "(" + REGISTRY + ", 0), current_setting('fsync')";
        registryShared = new Prepared(connection, "SELECT pg_advisory_xact_lock_shared" + registry);
        registryAlone = new Prepared(connection, "SELECT pg_advisory_xact_lock" + registry);
        tenants = new Prepared(
                connection,
                "SELECT count(pg_advisory_xact_lock(" + TENANT + ", number)) FROM unnest(?::integer[]) AS number");
    }

    /**
     * The registry's lock: shared by those who rely on it, alone for who changes it or adds a tenant.
     *
     * @throws SQLException also if the server no longer syncs
     */
    void registry(boolean alone) throws SQLException {
        try (ResultSet row = (alone ? registryAlone : registryShared).rows()) {
            row.next();
            if (!"on".equals(row.getString(2))) {
                throw new SQLException("`fsync` was turned off: nothing is written until it is on", "55000");
            }
        }
    }

    /** The tenants' locks. */
    void tenants(SortedSet<Integer> numbers) throws SQLException {
        if (!numbers.isEmpty()) {
            int[] sorted = numbers.stream().mapToInt(Integer::intValue).toArray();
            try (ResultSet row = tenants.rows((Object) sorted)) {
                row.next();
            }
        }
    }
}
