package dev.sallyport.store.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.testkit.PostgresServer;
import dev.sallyport.testkit.SampleCommits;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections, servers and settings that fail under load. */
@Tag("full")
@Timeout(180)
final class BrokenLineTest {
    private static final long SEED = Long.getLong("sallyport.seed", 20_261);

    private final SampleCommits acme = SampleCommits.of("acme");

    @ParameterizedTest
    @EnumSource
    void a_commit_whose_answer_is_lost_is_looked_up_and_happens_once(CuttingProxy.Cut cut) throws IOException {
        PostgresServer server = PostgresServer.get();
        String url = server.newDatabase();
        try (CuttingProxy proxy = new CuttingProxy(server.port())) {
            String through = url.replace(":" + server.port() + "/", ":" + proxy.port() + "/");
            try (PostgresStore store = PostgresStore.open(TestSettings.of(server, through, InstantSource.system()))) {
                join(store.journal().commit(acme.plain("before").build()));
                proxy.atNextCommit(cut);
                List<CompletableFuture<CommitResult>> waiting = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    waiting.add(store.journal()
                            .commit(acme.decision("d" + i, true)
                                    .once(acme.request("r" + i, "a"))
                                    .build()));
                }
                for (int i = 0; i < 20; i++) {
                    assertEquals(i + 1, join(waiting.get(i)).sequence());
                }
                assertEquals(cut == CuttingProxy.Cut.NEVER ? 0 : 1, proxy.cuts());
                assertEquals(
                        21,
                        Objects.requireNonNull(store.audit().get(acme.tenant())).size());
                assertTrue(store.trouble().isEmpty());
            }
        }
    }

    @Test
    void receipts_survive_connections_that_are_terminated_at_random() throws Exception {
        System.out.println("seed " + SEED + " (-Dsallyport.seed=...)");
        try (TwoGateways both = new TwoGateways()) {
            AtomicBoolean done = new AtomicBoolean();
            AtomicInteger kills = new AtomicInteger();
            Thread killer = Thread.ofVirtual().start(() -> kill(both, done, kills));
            List<SealedReceipt> acknowledged = both.write(
                    32, 150, (writer, i) -> acme.plain("w" + writer + "." + i).build());
            done.set(true);
            killer.join();

            System.out.println("bench=terminated kills=" + kills + " acknowledged=" + acknowledged.size()
                    + " in_database=" + both.a.records().receiptCount(acme.tenant()));
            assertTrue(kills.get() > 5, "too few kills: " + kills);
            assertEquals(4800, acknowledged.size());
            assertEquals(4800, both.a.records().receiptCount(acme.tenant()));
            both.assertWhole(acme.tenant(), acknowledged);
        }
    }

    private static void kill(TwoGateways both, AtomicBoolean done, AtomicInteger kills) {
        Random random = new Random(SEED);
        try (Connection connection = both.server.connect(both.url);
                Statement statement = connection.createStatement()) {
            while (!done.get()) {
                LockSupport.parkNanos(random.nextInt(30_000_000));
                try (var rows = statement.executeQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'sallyport' AND datname = current_database()"
                        + " ORDER BY random() LIMIT 1")) {
                    kills.addAndGet(rows.next() ? 1 : 0);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void receipts_of_a_gateway_that_is_killed_are_kept_and_the_other_goes_on() throws Exception {
        try (TwoGateways both = new TwoGateways()) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            PostgresChild.class.getName(),
                            both.url,
                            both.server.password().toString(),
                            "8")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<String[]> told = new ArrayList<>();
            try (BufferedReader lines = child.inputReader()) {
                while (told.size() < 300) {
                    told.add(String.valueOf(lines.readLine()).split(" "));
                }
                CompletableFuture<List<SealedReceipt>> others = CompletableFuture.supplyAsync(() -> both.write(
                        16,
                        40,
                        (writer, i) -> acme.plain("w" + writer + "." + i).build()));
                child.toHandle().destroyForcibly();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    told.add(line.split(" "));
                }
                both.assertWhole(acme.tenant(), others.join());
            }
            for (String[] ack : told) {
                if (ack.length == 4 && ack[3].length() == 64) {
                    SealedReceipt kept =
                            both.b.records().receipt(acme.tenant(), ack[1]).orElseThrow();
                    assertEquals(ack[2] + " " + ack[3], kept.sequence() + " " + kept.hashHex());
                }
            }
            // What it had released and can't conclude any more is for the others to close.
            assertTrue(both.b.records().openReleases().size() >= told.size() - 1);
        }
    }

    @Test
    void receipts_survive_a_server_that_crashes() {
        try (TwoGateways both = new TwoGateways()) {
            CompletableFuture<List<SealedReceipt>> writing = CompletableFuture.supplyAsync(() -> both.write(
                    32, 60, (writer, i) -> acme.plain("w" + writer + "." + i).build()));
            while (both.a.records().receiptCount(acme.tenant()) < 300) {
                LockSupport.parkNanos(1_000_000);
            }
            both.server.crash();
            List<SealedReceipt> acknowledged = writing.join();

            assertEquals(1920, acknowledged.size());
            assertEquals(1920, both.a.records().receiptCount(acme.tenant()));
            both.assertWhole(acme.tenant(), acknowledged);
        }
    }

    @Test
    void nothing_is_written_while_the_server_does_not_sync() throws Exception {
        try (TwoGateways both = new TwoGateways();
                Connection holder = both.server.connect(both.url);
                Statement statement = holder.createStatement()) {
            join(both.a.journal().commit(acme.plain("a").build()));
            both.server.execute(both.url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()");
            try {
                while (!"off".equals(setting(statement, "fsync"))) {
                    LockSupport.parkNanos(1_000_000);
                }
                // A backend reads its configuration between two commands: the first may have been under way.
                CommitResult refused = null;
                for (int i = 0; i < 50 && !(refused instanceof CommitResult.Unwritable); i++) {
                    long soon = System.currentTimeMillis() + 300;
                    refused = both.a
                            .journal()
                            .commit(acme.plain("off" + i, soon).build())
                            .join();
                }
                assertTrue(assertInstanceOf(CommitResult.Unwritable.class, refused)
                        .why()
                        .contains("fsync"));
                assertTrue(both.a.trouble().orElse("").contains("fsync"));
                assertEquals(
                        StoreProblem.Code.NOT_DURABLE,
                        assertThrows(StoreProblem.class, both::open).code());
            } finally {
                both.server.execute(both.url, "ALTER SYSTEM RESET fsync", "SELECT pg_reload_conf()");
            }
            join(both.a.journal().commit(acme.plain("on-again").build()));
        }
    }

    private static String setting(Statement statement, String name) throws SQLException {
        try (var row = statement.executeQuery("SELECT current_setting('" + name + "')")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void a_database_without_synchronous_commit_is_refused() {
        PostgresServer server = PostgresServer.get();
        String url = server.newDatabase();
        String name = url.substring(url.lastIndexOf('/') + 1);
        for (String weak : List.of("off", "local", "remote_write")) {
            server.execute(url, "ALTER DATABASE " + name + " SET synchronous_commit = " + weak);
            StoreProblem refused = assertThrows(
                    StoreProblem.class, () -> PostgresStore.open(TestSettings.of(server, url, InstantSource.system())));
            assertEquals(StoreProblem.Code.NOT_DURABLE, refused.code());
            assertTrue(String.valueOf(refused.getMessage()).contains("`synchronous_commit` is " + weak));
        }
    }

    @Test
    void a_database_of_another_program_or_a_newer_version_is_refused() {
        PostgresServer server = PostgresServer.get();
        String foreign = server.newDatabase();
        server.execute(foreign, "CREATE TABLE receipt (x INTEGER)");
        String newer = server.newDatabase();
        PostgresStore.open(TestSettings.of(server, newer, InstantSource.system()))
                .close();
        server.execute(newer, "INSERT INTO sallyport_schema VALUES (1000)");

        assertEquals(StoreProblem.Code.NOT_A_STORE, refusal(server, foreign));
        assertEquals(StoreProblem.Code.SCHEMA_NEWER, refusal(server, newer));
        assertEquals(StoreProblem.Code.UNREADABLE, refusal(server, foreign + "_missing"));
    }

    private static StoreProblem.Code refusal(PostgresServer server, String url) {
        return assertThrows(
                        StoreProblem.class,
                        () -> PostgresStore.open(TestSettings.of(server, url, InstantSource.system())))
                .code();
    }

    private static SealedReceipt join(CompletableFuture<CommitResult> result) {
        return assertInstanceOf(CommitResult.Committed.class, result.join()).receipt();
    }
}
