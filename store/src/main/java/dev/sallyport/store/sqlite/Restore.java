package dev.sallyport.store.sqlite;

import dev.sallyport.store.database.DataLock;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Migrations;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.SchemaVersion;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.gate.ChainAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;

/**
 * Makes a backup the store of a data directory. The copy is audited before it gets the store's name: a backup that does not
 * verify leaves the directory as it was.
 */
public final class Restore {
    private Restore() {}

    /**
     * Restores.
     *
     * @param backup a file that {@link SqliteStore#backup} wrote
     * @param data an existing directory without a store
     * @return the new origin epoch with the trees it begins with; the caller opens the store and records it in a receipt of
     *     administration
     * @throws StoreProblem {@code database_exists}, {@code database_missing}, {@code data_locked}, {@code not_a_store},
     *     {@code schema_newer}, {@code chain_broken}, {@code unreadable}
     */
    public static Origin restore(Path backup, Path data, InstantSource clock) {
        return restore(backup, data, clock, 0);
    }

    /**
     * Restores, with an epoch that is newer than any that others may have seen.
     *
     * @param seen the newest epoch that an anchor names; a backup may be older than a restore that came after it
     */
    public static Origin restore(Path backup, Path data, InstantSource clock, int seen) {
        if (!Files.isRegularFile(backup)) {
            throw new StoreProblem(StoreProblem.Code.DATABASE_MISSING, "there is no backup " + backup);
        }
        DataLock lock = DataLock.take(data);
        try {
            Database target = Database.in(data);
            if (target.exists()) {
                throw new StoreProblem(
                        StoreProblem.Code.DATABASE_EXISTS,
                        target.file() + " exists; a restore never overwrites: move it away, or restore into another"
                                + " directory");
            }
            target.refuseOrphanedLog();
            return restore(backup, target, clock, seen);
        } catch (SQLException | IOException e) {
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "can't restore " + backup + ": " + e.getMessage(), e);
        } finally {
            lock.close();
        }
    }

    private static Origin restore(Path backup, Database target, InstantSource clock, int seen)
            throws SQLException, IOException {
        Database part = Database.at(target.file().resolveSibling("restore.part"));
        discard(part);
        try {
            Files.copy(backup, part.file());
            Origin opened;
            try (Connection connection = part.writer()) {
                checkWhole(connection, backup);
                Migrations.apply(connection, backup);
                opened = Origin.current(connection, clock).next(connection, clock, ChainAudit.of(connection), seen);
                endApprovals(connection, opened);
            }
            Backup.sync(part.file());
            Files.move(part.file(), target.file(), StandardCopyOption.ATOMIC_MOVE);
            target.syncNames();
            return opened;
        } finally {
            discard(part);
        }
    }

    /** What was approved may have been used up after the backup: an approval that stands open here ends with the restore. */
    private static void endApprovals(Connection connection, Origin opened) throws SQLException {
        try (Prepared end = new Prepared(
                connection,
                "UPDATE approval SET expires = ? WHERE status IN ('PENDING', 'APPROVED') AND expires > ?")) {
            end.run(opened.openedMillis(), opened.openedMillis());
        }
    }

    private static void checkWhole(Connection connection, Path backup) throws SQLException {
        SchemaVersion version = Migrations.check(connection, backup);
        if (version.newer()) {
            throw Migrations.newer(version, backup);
        }
        try (Prepared check = new Prepared(connection, "PRAGMA integrity_check(1)");
                ResultSet row = check.rows()) {
            if (!row.next() || !row.getString(1).equals("ok")) {
                throw new StoreProblem(StoreProblem.Code.CHAIN_BROKEN, backup + " is damaged: " + row.getString(1));
            }
        }
    }

    private static void discard(Database part) throws IOException {
        Files.deleteIfExists(part.file());
        Files.deleteIfExists(part.log());
        Files.deleteIfExists(part.file().resolveSibling(part.file().getFileName() + "-shm"));
    }
}
