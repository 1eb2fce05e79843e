package dev.sallyport.store.postgres;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.store.console.Searches;
import dev.sallyport.store.console.Visits;
import dev.sallyport.store.gate.InstallLog;
import dev.sallyport.store.gate.QueriesContract;
import dev.sallyport.store.gate.ReadQuery;
import dev.sallyport.store.result.Results;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every query there is, one by one, as PostgreSQL runs it. */
@Tag("full")
@Timeout(120)
@SuppressWarnings("NullAway.Init")
final class PostgresQueriesTest extends QueriesContract {
    private PostgresSettings settings;
    private PostgresStore store;

    @Override
    protected void open() {
        PostgresServer server = PostgresServer.get();
        settings = TestSettings.of(server, server.newDatabase(), new ManualClock());
        store = PostgresStore.open(settings);
    }

    @Override
    protected void close() {
        store.close();
    }

    @Override
    protected Journal journal() {
        return store.journal();
    }

    @Override
    protected InstallLog install() {
        return store.install();
    }

    @Override
    protected Outbox outbox() {
        return store.outbox();
    }

    @Override
    protected NoticeOutbox notices() {
        return store.notices();
    }

    @Override
    protected Visits visits() {
        return store.visits();
    }

    @Override
    protected Results results() {
        return store.results();
    }

    @Override
    protected Searches searches() {
        return store.searches();
    }

    @Override
    protected Book book() {
        return store.book();
    }

    @Override
    protected String sql(ReadQuery query) {
        return PostgresReaders.sql(query);
    }

    @Override
    protected Connection reader() throws SQLException {
        return new Server(settings).reader(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_query_finds_its_rows_through_an_index(ReadQuery query) throws SQLException {
        List<String> plan = rows("EXPLAIN " + PostgresReaders.sql(query), query);
        // Open releases are read once, at start, and all of them; of the newest leaves all are wanted.
        boolean whole = query == ReadQuery.OPEN_RELEASES || query == ReadQuery.INSTALL_NEWEST;
        assertTrue(whole || plan.stream().noneMatch(step -> step.contains("Seq Scan")), plan::toString);
    }
}
