package dev.sallyport.store.sqlite;

import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.PlantedCanary;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.store.console.Searches;
import dev.sallyport.store.console.Visits;
import dev.sallyport.store.database.DataLock;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.FatalHandler;
import dev.sallyport.store.database.Migrations;
import dev.sallyport.store.database.SchemaVersion;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.gate.Aside;
import dev.sallyport.store.gate.ChainAudit;
import dev.sallyport.store.gate.ClearCanaries;
import dev.sallyport.store.gate.InstallLog;
import dev.sallyport.store.gate.LogNodes;
import dev.sallyport.store.gate.SqliteInstallWriter;
import dev.sallyport.store.gate.SqliteJournal;
import dev.sallyport.store.gate.Store;
import dev.sallyport.store.gate.StoredInstallLog;
import dev.sallyport.store.gate.StoredOutbox;
import dev.sallyport.store.gate.StoredRecords;
import dev.sallyport.store.gate.TreeHeads;
import dev.sallyport.store.gate.TreeHeads.TreeHead;
import dev.sallyport.store.result.Results;
import dev.sallyport.store.soc.StoredBook;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;

/**
 * Everything one gateway keeps, in {@code DATA/sallyport.db}. Holds the data directory's lock from opening to closing.
 * Thread-safe.
 */
public final class SqliteStore implements Store {
    /** The reads of the gate, of the second plane, and of others: through connections of their own. */
    private record Reading(StoredRecords gate, StoredRecords watching, StoredRecords shown) {
        void close() {
            shown.close();
            watching.close();
            gate.close();
        }
    }

    private final DataLock lock;
    private final FatalHandler fatal;
    private final Database database;
    private final Origin origin;
    private final SqliteJournal journal;
    private final Reading reading;
    private final StoredInstallLog install;
    private final StoredOutbox outbox;
    private final StoredBook book;

    private SqliteStore(
            DataLock lock,
            FatalHandler fatal,
            Database database,
            Origin origin,
            SqliteJournal journal,
            Reading reading,
            StoredInstallLog install,
            StoredOutbox outbox,
            StoredBook book) {
        this.lock = lock;
        this.fatal = fatal;
        this.database = database;
        this.origin = origin;
        this.journal = journal;
        this.reading = reading;
        this.install = install;
        this.outbox = outbox;
        this.book = book;
    }

    /** Whether the data directory holds a store. */
    public static boolean exists(Path data) {
        return Database.in(data).exists();
    }

    /**
     * Opens the store of the data directory, creating it if there is none.
     *
     * @throws StoreProblem {@code data_locked}, {@code schema_newer}, {@code not_a_store}, {@code chain_broken},
     *     {@code unreadable}
     */
    public static SqliteStore openOrCreate(StoreSettings settings) {
        DataLock lock = DataLock.take(settings.data());
        try {
            return open(lock, settings);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens the store of the data directory.
     *
     * @throws StoreProblem {@code database_missing} if there is none, and as {@link #openOrCreate}
     */
    public static SqliteStore open(StoreSettings settings) {
        Database database = Database.in(settings.data());
        if (!database.exists()) {
            throw new StoreProblem(
                    StoreProblem.Code.DATABASE_MISSING,
                    "there is no store at " + database.file() + "; create one with `init`, or restore a backup");
        }
        return openOrCreate(settings);
    }

    private static SqliteStore open(DataLock lock, StoreSettings settings) {
        Database database = Database.in(settings.data());
        database.refuseOrphanedLog();
        Origin origin;
        boolean isNew = !database.exists();
        boolean cutOff = database.hasLog();
        createPrivate(database, isNew);
        try (Connection connection = database.writer()) {
            Migrations.apply(connection, database.file());
            if (cutOff) {
                ChainAudit.requireComplete(connection);
            }
            origin = Origin.current(connection, settings.clock());
            if (isNew) {
                // SQLite syncs the directory for its log, not for the database itself.
                database.syncNames();
            }
        } catch (SQLException | IOException e) {
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE, "can't open " + database.file() + ": " + e.getMessage(), e);
        }
        SqliteJournal journal = SqliteJournal.open(database, settings.clock(), settings.fatal(), settings.logBytes());
        try {
            StoredRecords records = StoredRecords.of(database, journal.numbers());
            StoredInstallLog install = records.install(SqliteInstallWriter.open(database, settings.fatal()));
            StoredOutbox outbox = records.outbox(SqliteInstallWriter.open(database, settings.fatal(), "outbox"));
            StoredRecords watching = StoredRecords.ofPlane(database, journal.numbers());
            StoredRecords shown = StoredRecords.ofOthers(database, journal.numbers());
            StoredBook book =
                    new StoredBook(watching.readers(), SqliteInstallWriter.open(database, settings.fatal(), "book"));
            Reading reading = new Reading(records, watching, shown);
            return new SqliteStore(lock, settings.fatal(), database, origin, journal, reading, install, outbox, book);
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private static void createPrivate(Database database, boolean isNew) {
        try {
            if (isNew) {
                Backup.createPrivate(database.file());
            }
        } catch (IOException e) {
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE, "can't create " + database.file() + ": " + e.getMessage(), e);
        }
    }

    /** What opening the data directory's store with this program would do; changes nothing and needs no lock. */
    public static SchemaVersion upgradeCheck(Path data) {
        Database database = Database.in(data);
        if (!database.exists()) {
            throw new StoreProblem(StoreProblem.Code.DATABASE_MISSING, "there is no store at " + database.file());
        }
        try (Connection connection = database.reader()) {
            return Migrations.check(connection, database.file());
        } catch (SQLException e) {
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE, "can't read " + database.file() + ": " + e.getMessage(), e);
        }
    }

    /** The one way to write. */
    @Override
    public Journal journal() {
        return journal;
    }

    /** The reads. */
    @Override
    public Records records() {
        return reading.gate();
    }

    /** The trees that checkpoints sign. */
    @Override
    public TreeHeads heads() {
        return journal;
    }

    /** The nodes that proofs and tiles are made of. */
    @Override
    public LogNodes nodes() {
        return reading.shown();
    }

    /** The log over the tenants' logs. */
    @Override
    public InstallLog install() {
        return install;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public NoticeOutbox notices() {
        return outbox.notices(reading.watching().readers());
    }

    @Override
    public Searches searches() {
        return outbox.searches(reading.shown().readers());
    }

    @Override
    public Visits visits() {
        return outbox.visits(reading.shown().readers());
    }

    @Override
    public Results results() {
        return outbox.results(reading.shown().readers());
    }

    @Override
    public Book book() {
        return book;
    }

    @Override
    public Aside aside() {
        return new Aside(
                reading.watching(),
                reading.shown(),
                book.through(reading.shown().readers()));
    }

    /** Why nothing can be written at the moment, for people and for readiness probes; empty if all is well. */
    @Override
    public Optional<String> trouble() {
        return journal.trouble();
    }

    @Override
    public int epoch() {
        return origin.epoch();
    }

    /** None: the data directory's lock says so. */
    @Override
    public int others() {
        return 0;
    }

    /** Which origin this install's logs have: 1, and one more after each restore. */
    public Origin origin() {
        return origin;
    }

    /**
     * Reads every receipt again and checks it; takes as long as reading the whole store. Commits go on meanwhile and are
     * not covered.
     *
     * @return the tree of each tenant
     * @throws StoreProblem {@code chain_broken}, naming the first receipt that is wrong
     */
    @Override
    public Map<TenantId, TreeHead> audit() {
        try (Connection connection = database.reader()) {
            return ChainAudit.of(connection);
        } catch (SQLException e) {
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE, "can't read " + database.file() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int sealCanaries(BiFunction<TenantId, PlantedCanary, PlantedCanary> seal) {
        SortedMap<Long, RegistryChange.PlantCanary> clear;
        try (Connection connection = database.reader()) {
            clear = ClearCanaries.in(connection);
        } catch (SQLException e) {
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE, "can't read " + database.file() + ": " + e.getMessage(), e);
        }
        if (!clear.isEmpty()) {
            try (SqliteInstallWriter writer = SqliteInstallWriter.open(database, fatal, "registry")) {
                writer.alone(connection -> ClearCanaries.seal(connection, clear, seal));
            }
        }
        return clear.size();
    }

    /**
     * Writes a consistent copy of everything committed so far to a new file, while commits go on. Keys are not in the
     * database and so not in the copy.
     *
     * @throws StoreProblem {@code database_exists} if the file exists, {@code unreadable}
     */
    public void backup(Path file) {
        Backup.write(database, file);
    }

    /**
     * Writes a consistent copy of the store of a data directory, whether a gateway has it open or not; needs no lock.
     *
     * @throws StoreProblem {@code database_missing}, {@code database_exists} if the file exists, {@code unreadable}
     */
    public static void backupOf(Path data, Path file) {
        Database database = Database.in(data);
        if (!database.exists()) {
            throw new StoreProblem(StoreProblem.Code.DATABASE_MISSING, "there is no store at " + database.file());
        }
        Backup.write(database, file);
    }

    /** Writes what waits, closes, and gives the data directory up. */
    @Override
    public void close() {
        try {
            book.close();
            outbox.close();
            install.close();
            reading.close();
        } finally {
            try {
                journal.close();
            } finally {
                lock.close();
            }
        }
    }
}
