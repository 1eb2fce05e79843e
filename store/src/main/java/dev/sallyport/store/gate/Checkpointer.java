package dev.sallyport.store.gate;

import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.FatalHandler;
import dev.sallyport.store.database.Fault;
import dev.sallyport.store.database.Prepared;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies the write-ahead log back into the database file, so that no commit pays for it. A thread with a connection of its
 * own copies most of it while commits go on; what came in meanwhile is copied by the writer between two groups, which lets
 * the log start over. A copy that fails for lack of space is tried again later: the log still holds everything. A sync
 * that fails is fatal, as everywhere.
 */
final class Checkpointer implements AutoCloseable {
    // A group writes each page it touched as a whole, however little it put there.
    private static final long GROUP_BYTES = 6 * 4096;
    private static final int FEW_FRAMES = 256;
    private static final int ROUNDS = 3;
    private static final long PAUSE_NANOS = 20_000_000;

    private record Copied(long frames, long copied) {
        boolean nearlyAll() {
            return frames - copied <= FEW_FRAMES;
        }
    }

    private final Database database;
    private final Connection connection;
    private final Prepared here;
    private final Prepared there;
    private final FatalHandler fatal;
    private final long startBytes;
    private final Thread thread;
    // Owned by the writer thread.
    private long written;
    private volatile boolean due;
    private volatile boolean nearlyDone;
    private volatile boolean closed;

    /** @param writer the writer thread's connection, on which only {@link #between} runs */
    Checkpointer(Database database, Connection writer, FatalHandler fatal, long startBytes) throws SQLException {
        this.database = database;
        this.connection = database.writer();
        this.here = new Prepared(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        this.there = new Prepared(writer, "PRAGMA wal_checkpoint(PASSIVE)");
        this.fatal = fatal;
        this.startBytes = startBytes;
        thread = Thread.ofPlatform().name("sallyport-checkpoint").daemon(true).unstarted(this::run);
        thread.start();
    }

    /** The writer says, between two groups, how much it wrote. */
    void between(long bytes) throws SQLException {
        written += bytes + GROUP_BYTES;
        if (nearlyDone) {
            nearlyDone = false;
            written = 0;
            copy(there);
        } else if (written >= startBytes && !due) {
            due = true;
            LockSupport.unpark(thread);
        }
    }

    /**
     * Copies the whole log back and cuts it to no length, so that no older version of a page is left in a file. Waits for
     * readers of older versions; the writer waits for the copy. Any thread but the writer's.
     *
     * @return whether it was done before the deadline
     */
    boolean emptyLog(long deadlineMillis, InstantSource clock) throws SQLException {
        try (Connection own = database.writer();
                Prepared checkpoint = new Prepared(own, "PRAGMA wal_checkpoint(TRUNCATE)")) {
            do {
                if (emptied(checkpoint)) {
                    return true;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            } while (clock.millis() < deadlineMillis);
            return false;
        } catch (SQLException e) {
            fatal.stop("the database failed while its log was emptied: " + e.getMessage(), e);
            throw e;
        }
    }

    private static boolean emptied(Prepared checkpoint) throws SQLException {
        try (ResultSet row = checkpoint.rows()) {
            return row.next() && row.getInt(1) == 0;
        } catch (SQLException e) {
            if (Fault.of(e) != Fault.UNWRITABLE) {
                throw e;
            }
            return false;
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (due) {
                    copyMost();
                    nearlyDone = true;
                    due = false;
                } else {
                    LockSupport.park(this);
                }
            }
        } catch (SQLException e) {
            fatal.stop("the database failed while its log was copied back: " + e.getMessage(), e);
        }
    }

    private void copyMost() throws SQLException {
        for (int round = 0; round < ROUNDS && !closed; round++) {
            if (copy(here).nearlyAll()) {
                return;
            }
        }
    }

    private static Copied copy(Prepared checkpoint) throws SQLException {
        try (ResultSet row = checkpoint.rows()) {
            return row.next() ? new Copied(row.getLong(2), row.getLong(3)) : new Copied(0, 0);
        } catch (SQLException e) {
            if (Fault.of(e) != Fault.UNWRITABLE) {
                throw e;
            }
            return new Copied(0, 0);
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        there.close();
        here.close();
        connection.close();
    }
}
