package dev.sallyport.store.postgres;

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
import dev.sallyport.store.database.SchemaVersion;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.gate.Aside;
import dev.sallyport.store.gate.ChainAudit;
import dev.sallyport.store.gate.ClearCanaries;
import dev.sallyport.store.gate.InstallLog;
import dev.sallyport.store.gate.LogNodes;
import dev.sallyport.store.gate.Store;
import dev.sallyport.store.gate.StoredInstallLog;
import dev.sallyport.store.gate.StoredOutbox;
import dev.sallyport.store.gate.StoredRecords;
import dev.sallyport.store.gate.TreeHeads;
import dev.sallyport.store.gate.TreeHeads.TreeHead;
import dev.sallyport.store.group.GroupCommit;
import dev.sallyport.store.result.Results;
import dev.sallyport.store.soc.StoredBook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/**
 * One gateway's part in a database that it may share with others. All write to the same chains; what one acknowledged, every
 * other reads. Thread-safe.
 */
public final class PostgresStore implements Store {
    private final Server server;
    private final int epoch;
    private final int gateway;
    private final PostgresGroups groups;
    private final GroupCommit commits;
    private final Listener listener;
    private final PostgresJournal journal;
    private final StoredRecords records;
    private final StoredRecords watching;
    private final StoredRecords shown;
    private final StoredInstallLog install;
    private final StoredOutbox outbox;
    private final StoredBook book;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PostgresStore(Server server, PostgresSettings settings, int epoch, int gateway) {
        this.server = server;
        this.epoch = epoch;
        this.gateway = gateway;
        SharedState state = new SharedState();
        groups = new PostgresGroups(server, state, gateway);
        commits = new GroupCommit(groups, settings.clock(), settings.fatal());
        listener = new Listener(server, state, gateway, settings.clock(), settings.silenceMillis());
        PostgresReaders readers = new PostgresReaders(server, gateway, PostgresReaders.OF_THE_GATE);
        journal = new PostgresJournal(commits, state, readers, new Vacuum(server, settings.clock()));
        records = new StoredRecords(readers, journal);
        outbox = records.outbox(PostgresInstallWriter.outbox(server, gateway));
        watching = new StoredRecords(new PostgresReaders(server, gateway, PostgresReaders.OF_OTHERS), journal);
        shown = new StoredRecords(new PostgresReaders(server, gateway, PostgresReaders.OF_OTHERS), journal);
        book = new StoredBook(watching.readers(), PostgresInstallWriter.book(server, gateway));
        install = records.install(PostgresInstallWriter.installLog(server, gateway));
    }

    /**
     * Opens the store, creating or upgrading its tables.
     *
     * @throws StoreProblem {@code not_durable} if the server may lose what it acknowledged; {@code schema_newer}, {@code
     *     not_a_store}, {@code unreadable}
     */
    public static PostgresStore open(PostgresSettings settings) {
        Server server = new Server(settings);
        try {
            PostgresStore store;
            try (Connection connection = server.plain()) {
                refuseWeak(server, connection);
                connection.setAutoCommit(false);
                Schema.apply(connection, server.name());
                int epoch = epoch(connection, settings.clock().millis());
                int gateway = Schema.number(connection, "SELECT nextval('gateway_number')");
                connection.commit();
                store = new PostgresStore(server, settings, epoch, gateway);
            }
            store.listener.start();
            store.commits.start();
            return store;
        } catch (SQLException e) {
            throw unreadable(server, e);
        }
    }

    /** What opening would do to the schema; changes nothing. */
    public static SchemaVersion upgradeCheck(PostgresSettings settings) {
        Server server = new Server(settings);
        try (Connection connection = server.plain()) {
            return Schema.check(connection, server.name());
        } catch (SQLException e) {
            throw unreadable(server, e);
        }
    }

    private static void refuseWeak(Server server, Connection connection) throws SQLException {
        Optional<String> weakness = Server.weakness(connection);
        if (weakness.isPresent()) {
            throw new StoreProblem(StoreProblem.Code.NOT_DURABLE, server.name() + ": " + weakness.get());
        }
    }

    private static StoreProblem unreadable(Server server, SQLException e) {
        return new StoreProblem(StoreProblem.Code.UNREADABLE, "can't use " + server.name() + ": " + e.getMessage(), e);
    }

    private static int epoch(Connection connection, long now) throws SQLException {
        try (PreparedStatement first = connection.prepareStatement(
                "INSERT INTO origin (epoch, opened) SELECT 1, ? WHERE NOT EXISTS (SELECT 1 FROM origin)")) {
            first.setLong(1, now);
            first.executeUpdate();
        }
        return Schema.number(connection, "SELECT max(epoch) FROM origin");
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public TreeHeads heads() {
        return journal;
    }

    @Override
    public LogNodes nodes() {
        return shown;
    }

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
        return outbox.notices(watching.readers());
    }

    @Override
    public Searches searches() {
        return outbox.searches(shown.readers());
    }

    @Override
    public Visits visits() {
        return outbox.visits(shown.readers());
    }

    @Override
    public Results results() {
        return outbox.results(shown.readers());
    }

    @Override
    public Book book() {
        return book;
    }

    @Override
    public Aside aside() {
        return new Aside(watching, shown, book.through(shown.readers()));
    }

    @Override
    public Optional<String> trouble() {
        return commits.trouble().or(listener::trouble);
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public int others() {
        try (Connection connection = server.plain()) {
            return Schema.number(
                    connection, "SELECT count(*) FROM pg_locks l WHERE l.objid <> " + gateway + " AND " + Locks.LIVING);
        } catch (SQLException e) {
            throw unreadable(server, e);
        }
    }

    @Override
    public Map<TenantId, TreeHead> audit() {
        try (Connection connection = server.snapshot()) {
            return ChainAudit.within(connection);
        } catch (SQLException e) {
            throw unreadable(server, e);
        }
    }

    @Override
    public int sealCanaries(BiFunction<TenantId, PlantedCanary, PlantedCanary> seal) {
        SortedMap<Long, RegistryChange.PlantCanary> clear;
        try (Connection connection = server.snapshot()) {
            clear = ClearCanaries.in(connection);
        } catch (SQLException e) {
            throw unreadable(server, e);
        }
        if (!clear.isEmpty()) {
            PostgresInstallWriter.registry(server, gateway)
                    .alone(connection -> ClearCanaries.seal(connection, clear, seal));
        }
        return clear.size();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        commits.close();
        groups.close();
        listener.close();
        book.close();
        outbox.close();
        install.close();
        shown.close();
        watching.close();
        records.close();
    }
}
