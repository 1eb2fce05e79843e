package dev.sallyport.store.gate;

import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.FatalHandler;
import dev.sallyport.store.database.Fault;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The writer of the install log, of the outbox or of the book: a connection of its own, so that a group of receipts waits for it at most as long as one short
 * transaction takes: its turn comes in order, see {@link Database#turn}.
 */
public final class SqliteInstallWriter implements InstallWriter {
    private final ReentrantLock turn;
    private final Connection connection;
    private final Salvage salvage;
    private final FatalHandler fatal;
    private final String what;

    private SqliteInstallWriter(
            ReentrantLock turn, Connection connection, Salvage salvage, FatalHandler fatal, String what) {
        this.turn = turn;
        this.connection = connection;
        this.salvage = salvage;
        this.fatal = fatal;
        this.what = what;
    }

    /** Opens it on a database whose schema is current. */
    public static SqliteInstallWriter open(Database database, FatalHandler fatal) {
        return open(database, fatal, "install log");
    }

    /** The same for another thing than the install log, which messages will name. */
    public static SqliteInstallWriter open(Database database, FatalHandler fatal, String what) {
        try {
            Connection connection = database.writer();
            return new SqliteInstallWriter(
                    database.turn(), connection, new Salvage(connection, FileIdentity.of(database)), fatal, what);
        } catch (SQLException | IOException e) {
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "can't open the " + what + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void alone(Work work) {
        try {
            requireFiles();
            turn.lock();
            try {
                written(work);
            } finally {
                turn.unlock();
            }
            requireKept();
        } catch (SQLException e) {
            if (Fault.of(e) == Fault.FATAL) {
                fatal.stop("the database failed while the " + what + " was written: " + e.getMessage(), e);
            }
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE, "the " + what + " can't be written: " + e.getMessage(), e);
        }
    }

    private void written(Work work) throws SQLException {
        run("BEGIN IMMEDIATE");
        try {
            work.on(connection);
            run("COMMIT");
        } catch (SQLException | RuntimeException e) {
            undo(e);
            throw e;
        }
    }

    private void requireFiles() throws SQLException {
        String trouble = salvage.trouble();
        if (!trouble.isEmpty()) {
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "the " + what + " can't be written: " + trouble);
        }
    }

    /** What was just written must not be in a file without a name. */
    private void requireKept() throws SQLException {
        if (!salvage.holds()) {
            String where = salvage.trouble();
            StoreProblem problem =
                    new StoreProblem(StoreProblem.Code.UNREADABLE, "the " + what + " lost what was written: " + where);
            fatal.stop(where, problem);
            throw problem;
        }
    }

    private void undo(Exception cause) {
        try {
            run("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e); // SQLite rolls back by itself after some errors
        }
    }

    private void run(String sql) throws SQLException {
        try (Prepared prepared = new Prepared(connection, sql)) {
            prepared.run();
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "can't close the " + what + ": " + e.getMessage(), e);
        }
    }
}
