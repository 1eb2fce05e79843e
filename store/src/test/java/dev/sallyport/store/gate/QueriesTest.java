package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.store.console.Searches;
import dev.sallyport.store.console.Visits;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Migrations;
import dev.sallyport.store.result.Results;
import dev.sallyport.store.soc.StoredBook;
import dev.sallyport.testkit.ManualClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every query there is, one by one, as SQLite runs it. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
final class QueriesTest extends QueriesContract {
    @TempDir
    private static Path data;

    private Database database;
    private SqliteJournal journal;
    private StoredRecords records;
    private StoredInstallLog install;
    private StoredOutbox outbox;
    private StoredBook book;

    @Override
    protected void open() throws SQLException {
        database = Database.in(data);
        try (Connection connection = database.writer()) {
            Migrations.apply(connection, data);
        }
        journal = SqliteJournal.open(database, new ManualClock(), (what, cause) -> {}, 1 << 20);
        records = StoredRecords.of(database, journal.numbers());
        outbox = records.outbox(SqliteInstallWriter.open(database, (what, cause) -> {}, "outbox"));
        book = new StoredBook(records.readers(), SqliteInstallWriter.open(database, (what, cause) -> {}, "book"));
        install = records.install(SqliteInstallWriter.open(database, (what, cause) -> {}));
    }

    @Override
    protected void close() {
        book.close();
        outbox.close();
        install.close();
        records.close();
        journal.close();
    }

    @Override
    protected Journal journal() {
        return journal;
    }

    @Override
    protected InstallLog install() {
        return install;
    }

    @Override
    protected Outbox outbox() {
        return outbox;
    }

    @Override
    protected NoticeOutbox notices() {
        return outbox.notices(records.readers());
    }

    @Override
    protected Visits visits() {
        return outbox.visits(records.readers());
    }

    @Override
    protected Results results() {
        return outbox.results(records.readers());
    }

    @Override
    protected Searches searches() {
        return outbox.searches(records.readers());
    }

    @Override
    protected Book book() {
        return book;
    }

    @Override
    protected String sql(ReadQuery query) {
        return query.sql();
    }

    @Override
    protected Connection reader() throws SQLException {
        return database.reader();
    }

    @ParameterizedTest
    @EnumSource
    void a_query_of_one_tenant_names_it(ReadQuery query) {
        switch (query.reach()) {
            case TENANT_NUMBER ->
                assertTrue(query.sql().matches(".* WHERE (\\w\\.)?tenant = \\? .*|.* WHERE tenant = \\?"));
            case TENANT_ID -> assertTrue(query.sql().matches(".* WHERE (tenant|t\\.id) = \\?( .*)?"));
            case TENANT_KEYS -> assertTrue(query.sql().contains(" WHERE key BETWEEN ? AND ? "));
            case INSTALL -> assertFalse(query.sql().contains("receipt"), "the install's own rows hold no receipts");
            case EVERY_TENANT ->
                assertTrue(query.sql().matches(".*t\\.(id|tenant).*"), "rows of every tenant say whose they are");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_query_finds_its_rows_through_an_index(ReadQuery query) throws SQLException {
        List<String> plan = rows("EXPLAIN QUERY PLAN " + query.sql(), query);
        // Open releases are read once, at start, and all of them; tenants are few.
        boolean whole =
                query == ReadQuery.OPEN_RELEASES || query == ReadQuery.TENANTS || query == ReadQuery.INSTALL_NEWEST;
        assertTrue(whole || plan.stream().noneMatch(step -> step.contains("|SCAN")), plan::toString);
        boolean sorts = query == ReadQuery.SESSION_LABELS || query == ReadQuery.AGENT_LABELS;
        assertTrue(sorts || plan.stream().noneMatch(step -> step.contains("TEMP B-TREE")), plan::toString);
    }
}
