package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.log.Anchor;
import dev.sallyport.ledger.log.AnchorFile;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.witness.WitnessFolder;
import dev.sallyport.server.witness.WitnessServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose history a witness and a file elsewhere hold. */
class AnchoringTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path data = Path.of("");
    private Path elsewhere = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private WitnessServer witness;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private VerifierKey key;

    @BeforeEach
    void start() {
        data = folder.resolve("data");
        elsewhere = folder.resolve("elsewhere.anchors");
        WitnessFolder.create(folder.resolve("witness"), "witness.test/w", new SecureRandom());
        // The log's key is known once the install is made; the witness follows it from then on.
        TestGateway first = TestGateway.start(data);
        first.close();
        key = Keys.read(new DataDirectory(data)).signer().verifierKey();
        witness = witness(0);
        gateway = first.with(SettingsFile.parse("s.yaml", """
                anchor:
                  every: 1d
                  files: ['%s']
                  witnesses: [{url: '%s', vkey: '%s'}]
                """.formatted(
                        elsewhere, witness.url(), witness.verifierKey().encoded())));
    }

    private WitnessServer witness(int port) {
        return WitnessServer.start(
                folder.resolve("witness"),
                Map.of(key.name() + "/install", List.of(key)),
                "127.0.0.1",
                port,
                InstantSource.system());
    }

    @AfterEach
    void stop() {
        gateway.close();
        witness.close();
    }

    private Heard anchor() {
        return gateway.client().get("/v1/logs/default/anchor", gateway.operator());
    }

    private List<Anchor> anchors(byte[] file, int quorum) {
        return AnchorFile.parse(file).of(key.name() + "/default", key, List.of(witness.verifierKey()), quorum);
    }

    @Test
    void a_round_hands_the_history_to_witness_and_file() throws Exception {
        assertEquals(404, anchor().status());
        gateway.gateway().anchor();
        Anchor first = anchors(anchor().body(), 1).getFirst();
        assertEquals(gateway.receipts(gateway.operator()), first.size());
        assertEquals(1, first.witnesses());
        gateway.agent("one");
        gateway.agent("two");
        gateway.gateway().anchor();
        gateway.gateway().anchor();
        assertEquals(first.size() + 2, anchors(anchor().body(), 1).getFirst().size());
        List<Anchor> kept = anchors(Files.readAllBytes(elsewhere), 0);
        assertEquals(
                List.of(first.size(), first.size() + 2),
                kept.stream().map(Anchor::size).toList());
        assertTrue(metrics().contains("sallyport_anchor_age_seconds 0.0"), metrics());
        gateway.clock().advanceMillis(60_000);
        assertTrue(metrics().contains("sallyport_anchor_age_seconds 60.0"), metrics());
    }

    @Test
    void a_witness_that_is_away_delays_nothing_and_is_caught_up_later() throws Exception {
        gateway.gateway().anchor();
        int port = witness.url().getPort();
        witness.close();
        gateway.agent("one");
        gateway.gateway().anchor();
        witness = witness(port);
        long before = anchors(anchor().body(), 1).getFirst().size();
        gateway.restart();
        gateway.agent("two");
        gateway.gateway().anchor();
        assertEquals(before + 2, anchors(anchor().body(), 1).getFirst().size());
        assertEquals(List.of(), gateway.gateway().audit());
    }

    @Test
    void an_anchor_file_that_was_taken_away_is_begun_anew_with_what_it_must_hold() throws Exception {
        gateway.gateway().anchor();
        Files.move(elsewhere, folder.resolve("taken"));
        gateway.gateway().anchor();
        assertEquals(
                gateway.receipts(gateway.operator()),
                anchors(Files.readAllBytes(elsewhere), 0).getFirst().size());

        Files.move(folder.resolve("taken"), elsewhere, StandardCopyOption.REPLACE_EXISTING);
        gateway.gateway().anchor();
        assertEquals(2, anchors(Files.readAllBytes(elsewhere), 0).size());
    }

    @Test
    void a_tenant_that_vanishes_from_the_store_is_a_fault() throws Exception {
        gateway.addTenant("globex");
        gateway.gateway().anchor();
        gateway.stop();
        alter(
                "DELETE FROM receipt WHERE tenant = (SELECT number FROM tenant WHERE id = 'globex')",
                "DELETE FROM chain WHERE tenant = (SELECT number FROM tenant WHERE id = 'globex')",
                "DELETE FROM tenant WHERE id = 'globex'");
        gateway.begin();
        assertEquals(List.of("chain_deleted"), gateway.gateway().audit());
        assertTrue(metrics().contains("receipt_verify_failures_total 1.0"), metrics());
    }

    @Test
    void an_install_log_that_was_cut_with_everything_else_contradicts_the_witness() throws Exception {
        Path copy = folder.resolve("copy.db");
        gateway.gateway().anchor();
        gateway.stop();
        Files.copy(data.resolve("sallyport.db"), copy);
        gateway.begin();
        gateway.agent("one");
        gateway.gateway().anchor();
        gateway.stop();
        Files.delete(data.resolve("sallyport.db"));
        Files.deleteIfExists(data.resolve("sallyport.db-wal"));
        Files.deleteIfExists(data.resolve("sallyport.db-shm"));
        Files.copy(copy, data.resolve("sallyport.db"));
        gateway.begin();
        gateway.gateway().anchor();
        gateway.agent("other");
        gateway.gateway().anchor();
        gateway.close();
        String log = Files.readString(data.resolve("logs/audit.jsonl"));
        assertTrue(log.contains("ledger.verification_failed"), log);
        assertTrue(log.contains("history_shorter_than_anchor"), log);
        assertTrue(log.contains("history_differs_from_anchor"), log);
        gateway.begin();
    }

    @Test
    void a_receipt_that_was_changed_is_found_by_the_audit() throws Exception {
        gateway.agent("one");
        gateway.agent("two");
        gateway.stop();
        alter("UPDATE receipt SET body = CAST(replace(CAST(body AS TEXT), '\"time_ms\":1', '\"time_ms\":2') AS BLOB)"
                + " WHERE key = (SELECT min(key) FROM receipt)");
        gateway.begin();
        assertEquals(List.of("hash_mismatch"), gateway.gateway().audit());
    }

    private String metrics() {
        return gateway.client().get("/metrics", gateway.operator()).text();
    }

    private void alter(String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("sallyport.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                assertTrue(statement.executeUpdate(sql) > 0, sql);
            }
        }
    }
}
