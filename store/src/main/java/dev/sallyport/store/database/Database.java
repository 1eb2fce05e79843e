package dev.sallyport.store.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/**
 * The database file of a data directory and the ways to open it.
 *
 * <p>WAL mode with {@code synchronous=FULL}: a commit returns after the log was synced, readers never wait for the writer.
 * The log is copied back into the file by {@link Connection}s of this house at a time of their choosing, never by a commit
 * ({@code wal_autocheckpoint=0}). Thread-safe; each connection belongs to one thread at a time.
 */
public final class Database {
    /** Name of the database file. */
    public static final String FILE = "sallyport.db";
    /** Marks the file as one of Sallyport's: the letters {@code SPRT}. */
    public static final int APPLICATION_ID = 0x53505254;

    private static final int PAGE_BYTES = 4096;
    private static final int WRITER_CACHE_KIB = 64 * 1024;
    private static final int READER_CACHE_KIB = 4 * 1024;
    private static final int BUSY_MILLIS = 2_000;

    private final Path file;
    private final ReentrantLock turn = new ReentrantLock(true);

    private Database(Path file) {
        this.file = file;
    }

    /** The database of that data directory, whether it exists or not. */
    public static Database in(Path data) {
        return new Database(data.resolve(FILE));
    }

    /** The database in that file. */
    public static Database at(Path file) {
        return new Database(file);
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /**
     * The turn to write, to be held from the beginning of a transaction to its end by whoever writes through this object. SQLite lets one
     * write at a time and has the others sleep and look again, 1 ms first and up to 100 ms later, so that under a steady load who comes
     * second may wait long, and a group of receipts sleeps on after the way is free. Here the turn goes to the next at once, in order.
     */
    public ReentrantLock turn() {
        return turn;
    }

    /** The write-ahead log beside it. */
    public Path log() {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    /** Whether a log with something in it was left behind, as by a process that was killed. */
    public boolean hasLog() {
        return log().toFile().length() > 0;
    }

    /** Whether the file is there. */
    public boolean exists() {
        return Files.exists(file);
    }

    /**
     * Makes the names of the files in the database's folder durable. SQLite does so itself for a new log, but passes over
     * an error: after a loss of power the log would be gone, and with it everything that was acknowledged.
     */
    public void syncNames() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * Refuses a log without its database: SQLite would replay it onto whatever file gets the name next.
     *
     * @throws StoreProblem {@code database_missing}
     */
    public void refuseOrphanedLog() {
        Path journal = file.resolveSibling(file.getFileName() + "-journal");
        for (Path left : new Path[] {log(), journal}) {
            if (!exists() && Files.exists(left)) {
                throw new StoreProblem(
                        StoreProblem.Code.DATABASE_MISSING,
                        left + " is there, but " + file + " is gone; put it back, or move " + left
                                + " away and restore a backup");
            }
        }
    }

    /** A connection that writes; creates the file if it is missing. */
    public Connection writer() throws SQLException {
        Connection connection = open(false);
        run(
                connection,
                "PRAGMA page_size=" + PAGE_BYTES,
                "PRAGMA journal_mode=WAL",
                "PRAGMA synchronous=FULL",
                // What fsync leaves in the drive's cache on macOS; no effect elsewhere.
                "PRAGMA fullfsync=ON",
                "PRAGMA checkpoint_fullfsync=ON",
                "PRAGMA wal_autocheckpoint=0",
                // What is erased is overwritten with zeros on its page, and so is what moves to another page.
                "PRAGMA secure_delete=ON",
                "PRAGMA cache_size=-" + WRITER_CACHE_KIB);
        return connection;
    }

    /** A connection that only reads; each statement sees the last commit. The file must exist. */
    public Connection reader() throws SQLException {
        Connection connection = open(true);
        run(connection, "PRAGMA query_only=ON", "PRAGMA cache_size=-" + READER_CACHE_KIB);
        return connection;
    }

    /** A connection that only reads this database but may write copies of it. */
    public Connection copier() throws SQLException {
        return open(true);
    }

    private Connection open(boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        // The driver would ask for the last row id after every insert, with a statement prepared anew each time.
        config.setGetGeneratedKeys(false);
        if (readOnly) {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        run(connection, "PRAGMA trusted_schema=OFF", "PRAGMA temp_store=MEMORY", "PRAGMA foreign_keys=OFF");
        // With the flag up the driver tries BEGIN and COMMIT after every statement; transactions here are written out.
        ((SQLiteConnection) connection).getConnectionConfig().setAutoCommit(false);
        return connection;
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
