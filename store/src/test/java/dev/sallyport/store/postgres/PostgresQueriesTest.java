package dev.sallyport.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.gate.QueryData;
import dev.sallyport.store.gate.ReadQuery;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every query there is, one by one, as PostgreSQL runs it. */
@Tag("full")
@Timeout(120)
final class PostgresQueriesTest {
    private PostgresStore store;
    private Connection reader;

    @BeforeEach
    void open() throws SQLException {
        PostgresServer server = PostgresServer.get();
        PostgresSettings settings = TestSettings.of(server, server.newDatabase(), new ManualClock());
        store = PostgresStore.open(settings);
        reader = new Server(settings).reader(1);
    }

    @AfterEach
    void close() throws SQLException {
        reader.close();
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_query_of_one_tenant_gives_the_same_whatever_another_tenant_stores(ReadQuery query) throws SQLException {
        QueryData.fill(store.journal(), "acme");
        List<String> alone = rows(query);
        QueryData.fill(store.journal(), "globex");
        List<String> besides = rows(query);

        assertFalse(alone.isEmpty(), "the data of this test does not reach the query");
        if (query.reach() == ReadQuery.Reach.EVERY_TENANT) {
            assertEquals(2 * alone.size(), besides.size());
        } else {
            assertEquals(alone, besides);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_query_finds_its_rows_through_an_index(ReadQuery query) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Prepared explain = new Prepared(reader, "EXPLAIN " + PostgresReaders.sql(query));
                ResultSet rows = explain.rows(QueryData.parameters(query))) {
            while (rows.next()) {
                plan.add(rows.getString(1));
            }
        }
        // Open releases are read once, at start, and all of them.
        boolean whole = query == ReadQuery.OPEN_RELEASES;
        assertTrue(whole || plan.stream().noneMatch(step -> step.contains("Seq Scan")), plan::toString);
    }

    private List<String> rows(ReadQuery query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Prepared prepared = new Prepared(reader, PostgresReaders.sql(query));
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
