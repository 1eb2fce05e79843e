package dev.sallyport.store.gate;

import dev.sallyport.store.database.Prepared;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Saves what only a log without a name still holds. The connection has it open, and the next process could not find it: so
 * it is copied into the database and synced there, as long as that one is where it was. For the thread that owns the
 * connection.
 */
final class Salvage {
    private final FileIdentity identity;
    private final Prepared copy;
    private final Prepared copyWaiting;
    private boolean whole;

    Salvage(Connection connection, FileIdentity identity) throws SQLException {
        this.identity = identity;
        this.copy = new Prepared(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        this.copyWaiting = new Prepared(connection, "PRAGMA wal_checkpoint(FULL)");
    }

    /** What happened to one of the files, and whether that cost anything; empty if nothing happened. */
    String trouble() throws SQLException {
        String fault = identity.fault();
        if (fault.isEmpty()) {
            whole = false;
            return "";
        }
        whole = whole || copied(copy);
        return fault + (whole ? ". Everything in the log was copied into the database first" : "");
    }

    /**
     * Whether what was just synced is in files that have their names: the log's, or else the database's by now. Waits for
     * readers, because what is not copied now may be lost with the process.
     */
    boolean holds() throws SQLException {
        return identity.fault().isEmpty() || copied(copyWaiting);
    }

    private boolean copied(Prepared checkpoint) throws SQLException {
        if (!identity.databaseStands()) {
            return false;
        }
        try (ResultSet row = checkpoint.rows()) {
            return row.next() && row.getInt(1) == 0 && row.getLong(2) == row.getLong(3);
        }
    }
}
