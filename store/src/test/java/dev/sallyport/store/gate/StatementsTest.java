package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Migrations;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.group.Dialect;
import dev.sallyport.store.group.Fingerprint;
import dev.sallyport.store.group.Write;
import dev.sallyport.store.group.Writes;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.SampleCommits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every statement of the writer, found by reflection, and every other place that holds SQL, found in the sources. */
@Timeout(60)
final class StatementsTest {
    private static final Pattern SQL = Pattern.compile("\"(SELECT|INSERT|UPDATE|DELETE) ");
    private static final Set<String> NO_ROWS = Set.of("begin", "commit", "rollback");
    private static final int ACME = 1;
    private static final int GLOBEX = 2;
    private static final long NOON = ManualClock.START_MILLIS;

    /** What the writer reads and changes of rows that are there, each with values that meet a row of acme's. */
    private static final Map<String, Object[]> MEETING = Map.of(
            "findAnswer",
                    new Object[] {ACME, Fingerprint.of(SampleCommits.AGENT, "r"), SampleCommits.AGENT.value(), "r"},
            "findNonce",
                    new Object[] {ACME, Fingerprint.of(SampleCommits.AGENT, "n"), SampleCommits.AGENT.value(), "n"},
            "findOutcome", new Object[] {ACME, "dec_d"},
            "findApproval", new Object[] {ACME, "apr_held"},
            "findChain", new Object[] {ACME},
            "endRelease", new Object[] {ACME, "dec_open"},
            "setApproval", new Object[] {"CONSUMED", new byte[0], ACME, "apr_held"},
            "eraseFacts", new Object[] {ACME, "dec_d"},
            "eraseApproval", new Object[] {new byte[0], ACME, "dec_held"},
            "eraseAnswer", new Object[] {ACME, "dec_d"});

    /** Old nonces of whomever: their times are the clock's, not a tenant's. */
    private static final Set<String> OF_EVERY_TENANT = Set.of("forgetNonces");

    @TempDir
    private Path data;

    private Database database;

    @BeforeEach
    void create() throws SQLException {
        database = Database.in(data);
        try (Connection connection = database.writer()) {
            Migrations.apply(connection, data);
        }
    }

    @Test
    void what_the_writer_reads_of_one_tenant_is_the_same_whatever_another_stores() throws Exception {
        fill(SampleCommits.of("acme"));
        Map<String, List<String>> alone = found();
        fill(SampleCommits.of("globex"));

        assertEquals(alone, found());
        alone.forEach((name, rows) -> assertFalse(rows.isEmpty(), name + " meets no row"));
    }

    @Test
    void what_the_writer_changes_of_one_tenant_leaves_anothers_rows_as_they_were() throws Exception {
        fill(SampleCommits.of("acme"));
        fill(SampleCommits.of("globex"));
        try (Connection connection = database.writer()) {
            WriterStatements sql = new WriterStatements(connection);
            for (Map.Entry<String, String> change : statements("UPDATE|DELETE").entrySet()) {
                if (OF_EVERY_TENANT.contains(change.getKey())) {
                    continue;
                }
                List<String> mine = rowsOf(connection, ACME);
                List<String> theirs = rowsOf(connection, GLOBEX);
                sql.begin.run();
                new Prepared(connection, change.getValue()).run(values(change.getKey()));
                assertNotEquals(mine, rowsOf(connection, ACME), change.getKey() + " changes no row");
                assertEquals(theirs, rowsOf(connection, GLOBEX), change.getKey());
                sql.rollback.run();
            }
        }
    }

    @Test
    void what_the_writer_adds_says_whose_it_is() throws Exception {
        for (String added : statements("INSERT").values()) {
            assertTrue(
                    added.matches("INSERT (OR \\w+ )?INTO (tenant \\(number|\\w+ \\(.*\\b(tenant|key)\\b).*"), added);
        }
    }

    /** A new query in any other place changes a number here, and wants a word on whose rows it sees. */
    @Test
    void there_is_no_other_sql_than_is_known() throws IOException {
        Map<String, Integer> known = new TreeMap<>();
        known.put("ReadQuery", ReadQuery.values().length); // QueriesTest runs each
        known.put("WriterStatements", 5); // the tests above
        known.put("Writes", 20); // the tests above; two more are put together from parts
        known.put("SubtreeBackfill", 2); // of the tenant whose tree is filled in, at opening
        known.put("StoredInstallLog", 5); // the install's own log
        known.put(
                "StoredOutbox",
                5); // by all that names a message; the outbox's contract uses equal names in two tenants
        known.put("StoredNotices", 9); // likewise, by all that names a notice; one forgets what was settled long ago
        known.put(
                "StoredBook",
                6); // by tenant and id, or the one row of who leads; its contract uses equal ids in two tenants
        known.put("StoredSearches", 3); // by tenant and id, and its owner; its contract uses equal ids in two tenants
        known.put("StoredVisits", 2); // of the tenant of the visit; its contract keeps equal ids in two tenants
        known.put("StoredResults", 3); // by tenant, kind and name; its contract uses equal names in two tenants
        known.put("ClearCanaries", 2); // every tenant's, each sealed for its own
        known.put("Recovery", 3); // every tenant's ends, at opening
        known.put("ChainAudit", 2); // every tenant, one by one, by number or range of keys
        known.put("Origin", 5); // the install's own epochs
        known.put("Restore", 1); // ends every tenant's open approvals in a database nobody serves yet
        known.put("Migrations", 1); // whether there are tables
        known.put("LookedUp", 4); // by tenant and name; the journal's contract uses equal names in two tenants
        known.put("WriterSession", 5); // ends of chains, by the numbers of the group's tenants
        known.put("Listener", 2); // the registry's changes, which hold every tenant's
        known.put("Locks", 3); // locks, no rows
        known.put("PostgresInstallWriter", 1); // a lock
        known.put("PostgresStore", 4); // the install's own epoch, and who else is there
        known.put("Schema", 4); // tables
        known.put("Server", 2); // settings of the connection
        assertEquals(known, counted());
    }

    private static Map<String, Integer> counted() throws IOException {
        Path sources = Path.of(System.getProperty("sallyport.root", ".."), "store/src/main/java");
        Map<String, Integer> counted = new TreeMap<>();
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                int statements = (int) SQL.matcher(text(file)).results().count();
                if (statements > 0) {
                    counted.put(String.valueOf(file.getFileName()).replace(".java", ""), statements);
                }
            });
        }
        return counted;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, List<String>> found() throws Exception {
        Map<String, List<String>> found = new TreeMap<>();
        try (Connection connection = database.writer()) {
            for (Map.Entry<String, String> read : statements("SELECT").entrySet()) {
                try (Prepared prepared = new Prepared(connection, read.getValue());
                        ResultSet rows = prepared.rows(values(read.getKey()))) {
                    found.put(read.getKey(), texts(rows));
                }
            }
        }
        return found;
    }

    /** A write that only knows its own SQL. */
    private record Remembered(String sql) implements Write {
        @Override
        public void run(@Nullable Object... values) {
            throw new IllegalStateException("only its text is wanted");
        }
    }

    /** The statements of such a kind by the names of the fields that hold them; one of which nothing is known fails the test. */
    private SortedMap<String, String> statements(String kind) throws Exception {
        SortedMap<String, String> wanted = new TreeMap<>();
        for (Map.Entry<String, String> statement : all().entrySet()) {
            String name = statement.getKey();
            boolean known = NO_ROWS.contains(name)
                    || MEETING.containsKey(name)
                    || OF_EVERY_TENANT.contains(name)
                    || statement.getValue().startsWith("INSERT ");
            assertTrue(known, name + " needs a row in this test");
            if (statement.getValue().matches("(" + kind + ") .*")) {
                wanted.put(name, statement.getValue());
            }
        }
        assertFalse(wanted.isEmpty());
        return wanted;
    }

    private Map<String, String> all() throws Exception {
        Map<String, String> all = new TreeMap<>();
        Writes writes = new Writes(Remembered::new, Dialect.SQLITE);
        for (Field field : Writes.class.getDeclaredFields()) {
            if (Write.class.isAssignableFrom(field.getType())) {
                field.setAccessible(true);
                all.put(
                        field.getName(),
                        assertInstanceOf(Remembered.class, field.get(writes)).sql());
            }
        }
        try (Connection connection = database.writer()) {
            WriterStatements reads = new WriterStatements(connection);
            for (Field field : WriterStatements.class.getDeclaredFields()) {
                if (field.getType() == Prepared.class) {
                    field.setAccessible(true);
                    all.put(
                            field.getName(),
                            assertInstanceOf(Prepared.class, field.get(reads)).sql());
                }
            }
        }
        return all;
    }

    private static Object[] values(String statement) {
        return Objects.requireNonNull(MEETING.get(statement));
    }

    private static List<String> rowsOf(Connection connection, int tenant) throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table : List.of("approval", "open_release", "answer", "nonce", "outcome", "chain", "receipt")) {
            try (Prepared select = new Prepared(connection, "SELECT * FROM " + table + " WHERE tenant = ?");
                    ResultSet rows = select.rows(tenant)) {
                all.addAll(texts(rows));
            }
        }
        try (Prepared select = new Prepared(
                        connection, "SELECT f.* FROM facts f JOIN receipt r ON r.key = f.key WHERE r.tenant = ?");
                ResultSet rows = select.rows(tenant)) {
            all.addAll(texts(rows));
        }
        return all;
    }

    private static List<String> texts(ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            Object[] row = new Object[rows.getMetaData().getColumnCount()];
            for (int i = 0; i < row.length; i++) {
                Object value = rows.getObject(i + 1);
                row[i] = value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value;
            }
            texts.add(Arrays.toString(row));
        }
        return texts;
    }

    private void fill(SampleCommits tenant) {
        try (SqliteJournal journal = SqliteJournal.open(database, new ManualClock(), (what, cause) -> {}, 1 << 20)) {
            commit(journal, tenant.decision("d", true).once(tenant.request("r", "answer of " + tenant.tenant())));
            commit(journal, tenant.decision("open", true).once(new Commit.NonceOnce(SampleCommits.AGENT, "n", NOON)));
            commit(
                    journal,
                    tenant.decision("held", false)
                            .approval(new ApprovalStep.Open(tenant.approval("held", 1, NOON, NOON + 10))));
            commit(journal, tenant.plain("o").outcomeOf(SampleCommits.decisionId("d")));
        }
    }

    private static void commit(SqliteJournal journal, CommitBuilder commit) {
        assertInstanceOf(
                CommitResult.Committed.class, journal.commit(commit.build()).join());
    }
}
