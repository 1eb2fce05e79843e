package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.ledger.log.Anchor;
import dev.sallyport.ledger.log.AnchorFile;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.witness.WitnessFolder;
import dev.sallyport.server.witness.WitnessServer;
import dev.sallyport.store.database.StoreProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gateways on PostgreSQL from their set-up to a verified export. */
@Tag("full")
@Timeout(180)
class PostgresGatewayTest {
    private static final int ROUNDS = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void what_is_decided_and_approved_is_exported_and_verifies_offline() throws IOException {
        Path data = folder.resolve("data");
        try (TestGateway gateway = TestGateway.start(data, OnPostgres.settings(""))) {
            TestGateway.Enrolled agent = gateway.agent("one");
            Heard allowed = gateway.client()
                    .post("/v1/authorize", agent.token(), TestGateway.call(agent, "trusted_internal_unsigned", ""));
            assertEquals("allow", allowed.string("decision"));
            String receipt = allowed.string("receipt_id");
            String held = gateway.held(agent);
            String anna = gateway.person("anna");
            assertEquals(
                    200,
                    gateway.client()
                            .post("/v1/approvals/" + held + "/approve", anna, "{}")
                            .status());
            String consume = "/v1/approvals/" + held + "/consume";
            assertEquals(
                    200, gateway.client().post(consume, agent.token(), "{}").status());
            assertEquals(
                    409, gateway.client().post(consume, agent.token(), "{}").status());
            gateway.restart();
            assertEquals(
                    200,
                    gateway.client()
                            .get("/v1/receipts/" + receipt + "/verify", gateway.operator())
                            .status());
            assertEquals(List.of(), gateway.gateway().audit());
            assertEquals(
                    gateway.receipts(gateway.operator()), verified(gateway.client(), gateway.operator(), key(data)));
        }
    }

    @Test
    void two_gateways_keep_one_install_log_and_neither_takes_the_other_for_a_fault() throws Exception {
        String url = OnPostgres.database();
        Install.FreshKeys keys = Install.create(options("a", OnPostgres.settings(url, "")), Sources.system());
        OnPostgres.copyKeys(folder.resolve("a"), folder.resolve("b"));
        VerifierKey key = key(folder.resolve("a"));
        WitnessFolder.create(folder.resolve("witness"), "witness.test/w", new SecureRandom());
        try (WitnessServer witness = WitnessServer.start(
                        folder.resolve("witness"),
                        Map.of(key.name() + "/install", List.of(key)),
                        "127.0.0.1",
                        0,
                        InstantSource.system());
                Gateway a = Gateway.start(options("a", anchored(url, "a", witness)));
                Gateway b = Gateway.start(options("b", anchored(url, "b", witness)));
                Client atA = new Client(a.url());
                Client atB = new Client(b.url())) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> both = List.of(
                        threads.submit(() -> act(a, atA, keys, "a")), threads.submit(() -> act(b, atB, keys, "b")));
                for (Future<?> each : both) {
                    each.get();
                }
            }
            b.anchor();
            assertEquals(List.of(), a.audit());
            assertEquals(List.of(), b.audit());
            long size = verified(atB, keys.operatorKey(), key);
            for (Client client : List.of(atA, atB)) {
                byte[] anchor = client.get("/v1/logs/default/anchor", keys.operatorKey())
                        .body();
                Anchor newest = AnchorFile.parse(anchor)
                        .of(key.name() + "/default", key, List.of(witness.verifierKey()), 1)
                        .getFirst();
                assertEquals(size, newest.size());
            }
        }
        for (String name : List.of("a", "b")) {
            String log = Files.readString(folder.resolve(name).resolve("logs/audit.jsonl"));
            assertFalse(log.contains("ledger.verification_failed"), log);
            assertFalse(Files.readString(folder.resolve(name + ".anchors")).isEmpty());
        }
    }

    /** Registers agents and shows the log to others, by turns. */
    private static Void act(Gateway gateway, Client client, Install.FreshKeys keys, String name) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Heard heard = client.post("/v1/agents/register", keys.enrolmentKey(), """
                    {"agent_key":"%s%d","name":"K","owner_team":"t","environment":"prod","risk_tier":"medium"}""".formatted(name, i));
            assertEquals(201, heard.status());
            gateway.anchor();
        }
        return null;
    }

    @Test
    void the_key_changes_while_no_other_gateway_runs_and_the_old_one_opens_nothing_more() throws IOException {
        Settings settings = OnPostgres.settings("");
        Install.FreshKeys keys = Install.create(options("a", settings), Sources.system());
        OnPostgres.copyKeys(folder.resolve("a"), folder.resolve("b"));
        try (Gateway b = Gateway.start(options("b", settings))) {
            StoreProblem others = assertThrows(StoreProblem.class, () -> rotate(settings));
            assertEquals(StoreProblem.Code.DATA_LOCKED, others.code(), b.url().toString());
        }
        KeyRotation.Rotated rotated = rotate(settings);
        assertEquals(1, rotated.chains());
        StartRefused old = assertThrows(
                StartRefused.class, () -> Gateway.start(options("b", settings)).close());
        assertEquals("keys_foreign", old.code());
        OnPostgres.copyKeys(folder.resolve("a"), folder.resolve("b"));
        try (Gateway b = Gateway.start(options("b", settings));
                Client client = new Client(b.url())) {
            for (VerifierKey key : List.of(rotated.old(), rotated.next())) {
                assertEquals(4, verified(client, keys.operatorKey(), key));
            }
        }
    }

    private KeyRotation.Rotated rotate(Settings settings) {
        return KeyRotation.rotate(options("a", settings), Optional.empty(), Sources.system());
    }

    private GatewayOptions options(String name, Settings settings) {
        return new GatewayOptions(folder.resolve(name), settings, Optional.empty());
    }

    private Settings anchored(String url, String name, WitnessServer witness) {
        return OnPostgres.settings(url, """
                anchor:
                  every: 1d
                  files: ['%s']
                  witnesses: [{url: '%s', vkey: '%s'}]
                """.formatted(
                        folder.resolve(name + ".anchors"),
                        witness.url(),
                        witness.verifierKey().encoded()));
    }

    private static VerifierKey key(Path data) {
        return Keys.read(new DataDirectory(data)).signer().verifierKey();
    }

    /** How many receipts the export served there holds; it verifies offline with that key. */
    private static long verified(Client client, String operator, VerifierKey key) throws IOException {
        Heard export = client.get("/v1/receipts/export?format=sallyport-2", operator);
        assertEquals(200, export.status());
        Verdict verdict = OfflineVerifier.verify(new ByteArrayInputStream(export.body()), VerifyOptions.with(key));
        return assertInstanceOf(Verdict.Verified.class, verdict, verdict.toString())
                .count();
    }
}
