package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.store.console.Searches;
import dev.sallyport.store.console.Visits;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.result.Results;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every query there is, one by one, as one database runs it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class QueriesContract {
    /** Writes receipts. */
    protected abstract Journal journal();

    /** Writes the install log. */
    protected abstract InstallLog install();

    /** Writes what is owed to channels. */
    protected abstract Outbox outbox();

    /** Writes what is owed about incidents. */
    protected abstract NoticeOutbox notices();

    /** Writes what people of the console keep. */
    protected abstract Searches searches();

    /** The visits of the store. */
    protected abstract Visits visits();

    /** The results of the store. */
    protected abstract Results results();

    /** Writes what the second plane keeps. */
    protected abstract Book book();

    /** What the database is asked. */
    protected abstract String sql(ReadQuery query);

    /** A connection that only reads; the caller closes it. */
    protected abstract Connection reader() throws SQLException;

    private final Map<ReadQuery, List<String>> alone = new EnumMap<>(ReadQuery.class);
    private final Map<ReadQuery, List<String>> besides = new EnumMap<>(ReadQuery.class);

    /** Opens a new store. */
    protected abstract void open() throws SQLException;

    /** Closes it. */
    protected abstract void close() throws SQLException;

    /** Asks everything when one tenant has data, and again when another has the same. */
    @BeforeAll
    final void ask() throws SQLException {
        open();
        QueryData.fill(journal(), install(), outbox(), notices(), searches(), book(), "acme");
        QueryData.visit(visits(), "acme");
        QueryData.result(results(), "acme");
        for (ReadQuery query : ReadQuery.values()) {
            alone.put(query, rows(sql(query), query));
        }
        QueryData.fill(journal(), install(), outbox(), notices(), searches(), book(), "globex");
        QueryData.visit(visits(), "globex");
        QueryData.result(results(), "globex");
        for (ReadQuery query : ReadQuery.values()) {
            besides.put(query, rows(sql(query), query));
        }
    }

    @AfterAll
    final void end() throws SQLException {
        close();
    }

    @ParameterizedTest
    @EnumSource
    void a_query_of_one_tenant_gives_the_same_whatever_another_tenant_stores(ReadQuery query) {
        List<String> first = alone.getOrDefault(query, List.of());
        List<String> then = besides.getOrDefault(query, List.of());
        assertFalse(first.isEmpty(), "the data of this test does not reach the query");
        if (query.reach() == ReadQuery.Reach.EVERY_TENANT) {
            assertEquals(2 * first.size(), then.size());
        } else if (query == ReadQuery.INSTALL_TREE) {
            assertNotEquals(first, then, "the install's tree grows with every tenant's leaf");
        } else {
            assertEquals(first, then);
        }
    }

    /** The rows of a statement with that query's parameters, each as one text. */
    protected final List<String> rows(String sql, ReadQuery query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = reader();
                Prepared prepared = new Prepared(connection, sql);
                ResultSet rows = prepared.rows(QueryData.parameters(query))) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    Object value = rows.getObject(i);
                    row.append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value)
                            .append('|');
                }
                found.add(row.toString());
            }
        }
        return found;
    }
}
