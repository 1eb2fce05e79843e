package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Migrations;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.SampleCommits;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every query there is, one by one. */
@Timeout(60)
final class QueriesTest {
    private static final long NOON = ManualClock.START_MILLIS;
    // Numbers are given in the order of first commits.
    private static final int ACME = 1;

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
        fill(SampleCommits.of("acme"));
        List<String> alone = rows(query);
        fill(SampleCommits.of("globex"));
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
            case TENANT_NUMBER, TENANT_ID ->
                assertTrue(query.sql().matches(".* WHERE (\\w\\.)?tenant = \\? .*|.* WHERE tenant = \\?"));
            case TENANT_KEYS -> assertTrue(query.sql().contains(" WHERE key BETWEEN ? AND ? "));
            case INSTALL -> assertFalse(query.sql().contains("receipt"), "the install's own rows hold no receipts");
            case EVERY_TENANT ->
                assertTrue(query.sql().matches(".*t\\.(id|tenant).*"), "rows of every tenant say whose they are");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_query_finds_its_rows_through_an_index(ReadQuery query) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Connection connection = database.reader();
                Prepared explain = new Prepared(connection, "EXPLAIN QUERY PLAN " + query.sql());
                ResultSet rows = explain.rows(parameters(query))) {
            while (rows.next()) {
                plan.add(rows.getString("detail"));
            }
        }
        // Open releases are read once, at start, and all of them.
        boolean whole = query == ReadQuery.OPEN_RELEASES || query == ReadQuery.INSTALL_NEWEST;
        assertTrue(whole || plan.stream().noneMatch(step -> step.startsWith("SCAN")), plan::toString);
        boolean sorts = query == ReadQuery.SESSION_LABELS || query == ReadQuery.AGENT_LABELS;
        assertTrue(sorts || plan.stream().noneMatch(step -> step.contains("TEMP B-TREE")), plan::toString);
    }

    private static Object[] parameters(ReadQuery query) {
        long first = Key.first(ACME);
        long last = Key.last(ACME);
        String agent = SampleCommits.AGENT.value();
        return switch (query) {
            case FIRST_ANSWER -> new Object[] {ACME, Fingerprint.of(SampleCommits.AGENT, "r1"), agent, "r1"};
            case APPROVAL -> new Object[] {ACME, "apr_p"};
            case APPROVALS -> new Object[] {first, last, 10, 0};
            case APPROVALS_OF_STATUS -> new Object[] {ACME, "PENDING", 10, 0};
            case FACTS, RECEIPTS_OF -> new Object[] {ACME, "dec_d"};
            case RECEIPT -> new Object[] {ACME, "rcp_d"};
            case RECEIPT_HASHES -> new Object[] {first, last};
            case INSTALL_RECORDS -> new Object[] {0L, 0L};
            case INSTALL_LEAF -> new Object[] {"acme", 10L};
            case INSTALL_NEWEST -> new Object[] {};
            case ANCHOR -> new Object[] {"acme"};
            case SUBTREES -> new Object[] {ACME, 8, 0L, 255L};
            case RECEIPTS, NEWEST_RECEIPTS, DECISIONS, KEPT_DECISIONS -> new Object[] {first, last, 10};
            case RECEIPT_COUNT -> new Object[] {ACME};
            case SESSION_LABELS -> new Object[] {ACME, SampleCommits.SESSION.value()};
            case AGENT_LABELS -> new Object[] {ACME, agent, 0L};
            case POLICY -> new Object[] {ACME, "digest"};
            case EXPIRED_APPROVALS -> new Object[] {NOON + 1000, 10};
            case OPEN_RELEASES -> new Object[] {};
        };
    }

    private List<String> rows(ReadQuery query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.reader();
                Prepared prepared = new Prepared(connection, query.sql());
                ResultSet rows = prepared.rows(parameters(query))) {
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

    private void fill(SampleCommits tenant) {
        committed(tenant.decision("d", true).once(tenant.request("r1", "answer of " + tenant.tenant())));
        committed(tenant.plain("p")
                .approval(new ApprovalStep.Open(tenant.approval("p", 1, NOON, NOON + 10)))
                .labelling(new Commit.Label(SampleCommits.SESSION, SampleCommits.AGENT, "unknown", "x", NOON)));
        committed(tenant.plain("policy")
                .changing(new RegistryChange.ActivatePolicy(
                        new PolicySource(tenant.tenant(), "digest", new TreeMap<>()))));
        // As many as complete one subtree that is kept.
        List<CompletableFuture<CommitResult>> many = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            many.add(journal.commit(tenant.plain("n" + i).build()));
        }
        anchored(tenant);
        many.forEach(one -> assertInstanceOf(CommitResult.Committed.class, one.join()));
    }

    private void anchored(SampleCommits tenant) {
        try (SqliteRecords records = SqliteRecords.open(database, journal);
                SqliteInstallLog log = SqliteInstallLog.open(database, records, (what, cause) -> {})) {
            log.append(List.of(new InstallLog.Leaf(0, tenant.tenant(), "text of " + tenant.tenant())));
            log.keep(new InstallLog.Anchored(tenant.tenant().value(), log.head().size(), NOON, 1, "note"));
        }
    }

    private void committed(CommitBuilder commit) {
        assertInstanceOf(
                CommitResult.Committed.class, journal.commit(commit.build()).join());
    }
}
