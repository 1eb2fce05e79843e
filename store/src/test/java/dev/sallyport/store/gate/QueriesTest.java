package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Migrations;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.testkit.ManualClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every query there is, one by one. */
@Timeout(60)
final class QueriesTest {
    @TempDir
    private Path data;

    private Database database;
    private SqliteJournal journal;

    @BeforeEach
    void open() throws SQLException {
        database = Database.in(data);
        try (Connection connection = database.writer()) {
            Migrations.apply(connection, data);
        }
        journal = SqliteJournal.open(database, new ManualClock(), (what, cause) -> {}, 1 << 20);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_query_of_one_tenant_gives_the_same_whatever_another_tenant_stores(ReadQuery query) throws SQLException {
        QueryData.fill(journal, "acme");
        List<String> alone = rows(query);
        QueryData.fill(journal, "globex");
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
    void a_query_of_one_tenant_names_it(ReadQuery query) {
        switch (query.reach()) {
            case TENANT_NUMBER ->
                assertTrue(query.sql().matches(".* WHERE (\\w\\.)?tenant = \\? .*|.* WHERE tenant = \\?"));
            case TENANT_NAME -> assertTrue(query.sql().endsWith(" WHERE t.id = ?"));
            case TENANT_KEYS -> assertTrue(query.sql().contains(" WHERE key BETWEEN ? AND ? "));
            case EVERY_TENANT -> assertTrue(query.sql().contains("t.id"), "rows of every tenant say whose they are");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_query_finds_its_rows_through_an_index(ReadQuery query) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Connection connection = database.reader();
                Prepared explain = new Prepared(connection, "EXPLAIN QUERY PLAN " + query.sql());
                ResultSet rows = explain.rows(QueryData.parameters(query))) {
            while (rows.next()) {
                plan.add(rows.getString("detail"));
            }
        }
        // Open releases are read once, at start, and all of them; tenants are few.
        boolean whole = query == ReadQuery.OPEN_RELEASES || query == ReadQuery.TENANTS;
        assertTrue(whole || plan.stream().noneMatch(step -> step.startsWith("SCAN")), plan::toString);
        boolean sorts = query == ReadQuery.SESSION_LABELS || query == ReadQuery.AGENT_LABELS;
        assertTrue(sorts || plan.stream().noneMatch(step -> step.contains("TEMP B-TREE")), plan::toString);
    }

    private List<String> rows(ReadQuery query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.reader();
                Prepared prepared = new Prepared(connection, query.sql());
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
