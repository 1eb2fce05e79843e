package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import dev.sallyport.store.database.StoreProblem;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping, and everything for which the gateway refuses to serve. */
class GatewayTest {
    private static final String PERMIT = "@id(\"all\") permit (principal, action, resource);";
    private static final String FORBID = "@id(\"none\") forbid (principal, action, resource);";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path data() {
        return folder.resolve("d");
    }

    private static Settings yaml(String text) {
        return SettingsFile.parse("test.yaml", text).withPort(0);
    }

    private StartRefused refused(Settings settings) {
        return assertThrows(
                StartRefused.class, () -> Gateway.start(new GatewayOptions(data(), settings, Optional.empty())));
    }

    @Test
    void the_gateway_file_says_where_it_is_and_goes_when_it_stops() throws IOException {
        Path file = data().resolve("gateway.json");
        try (TestGateway gateway = TestGateway.start(data())) {
            JsonObject said = (JsonObject) StrictJson.parse(Files.readAllBytes(file));
            assertEquals(new JsonString(gateway.url().toString()), said.get("url"));
            assertEquals(
                    new JsonString(
                            data().toAbsolutePath().resolve("gateway.sock").toString()),
                    said.get("socket"));
            assertEquals(JsonNumber.of(ProcessHandle.current().pid()), said.get("pid"));
            assertTrue(Files.exists(data().resolve("gateway.sock")));
        }
        assertFalse(Files.exists(file));
        assertFalse(Files.exists(data().resolve("gateway.sock")));
    }

    @Test
    void without_an_install_nothing_is_served() {
        assertEquals("keys_unusable", refused(yaml("")).code());
    }

    @Test
    void an_install_is_made_once() {
        Install.create(data(), Sources.system());
        assertEquals(
                "install_exists",
                assertThrows(StartRefused.class, () -> Install.create(data(), Sources.system()))
                        .code());
    }

    @Test
    void a_second_gateway_on_the_same_data_is_refused() {
        try (TestGateway gateway = TestGateway.start(data())) {
            assertThrows(StoreProblem.class, () -> Gateway.start(GatewayOptions.local(data())));
            assertEquals(200, gateway.client().get("/readyz", "").status(), "the first one goes on");
        }
    }

    @Test
    void a_policy_folder_that_does_not_parse_refuses_to_serve_and_names_the_place() throws IOException {
        Install.create(data(), Sources.system());
        Files.writeString(data().resolve("policies/a.cedar"), "permit (principal, action, resource) when {");
        StartRefused refused = refused(yaml(""));
        assertEquals("policy_refused", refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains("a.cedar:1"), refused::getMessage);
    }

    @Test
    void a_policy_folder_that_is_empty_or_missing_refuses_to_serve() throws IOException {
        Install.create(data(), Sources.system());
        Path policies = Files.createDirectory(folder.resolve("p"));
        String text = "policies: {directory: " + policies + "}";
        assertEquals("policy_missing", refused(yaml(text)).code());
        Files.delete(policies);
        assertEquals("policy_missing", refused(yaml(text)).code());
    }

    @Test
    void reloading_activates_a_changed_folder_as_a_receipted_act() throws IOException {
        Path policies = Files.createDirectory(folder.resolve("p"));
        Files.writeString(policies.resolve("a.cedar"), PERMIT);
        try (TestGateway gateway = TestGateway.start(data(), yaml("policies: {directory: " + policies + "}"))) {
            Enrolled agent = gateway.agent("a1");
            String call = TestGateway.call(agent, "unknown", "");
            assertEquals(
                    "allow",
                    gateway.client().post("/v1/authorize", agent.token(), call).string("decision"));
            long before = gateway.receipts(gateway.operator());
            assertFalse(gateway.gateway().reload(), "nothing changed");
            assertEquals(before, gateway.receipts(gateway.operator()));
            Files.writeString(policies.resolve("a.cedar"), FORBID);
            assertTrue(gateway.gateway().reload());
            assertEquals(before + 1, gateway.receipts(gateway.operator()));
            assertEquals(
                    "deny",
                    gateway.client().post("/v1/authorize", agent.token(), call).string("decision"));
            Files.writeString(policies.resolve("a.cedar"), "permit (");
            assertFalse(gateway.gateway().reload(), "what does not load changes nothing");
            assertEquals(
                    "deny",
                    gateway.client().post("/v1/authorize", agent.token(), call).string("decision"));
            assertEquals(
                    409,
                    gateway.client()
                            .post("/v1/policies", gateway.operator(), "{\"files\":{\"a.cedar\":\"x\"}}")
                            .status());
        }
    }

    @Test
    void files_put_into_an_empty_policy_folder_count_from_the_next_reload_on() throws IOException {
        try (TestGateway gateway = TestGateway.start(data())) {
            Enrolled agent = gateway.agent("a1");
            String call = TestGateway.call(agent, "trusted_internal_unsigned", "");
            assertFalse(gateway.gateway().reload(), "there is nothing to read");
            Files.writeString(data().resolve("policies/a.cedar"), FORBID);
            assertTrue(gateway.gateway().reload());
            assertEquals(
                    "deny",
                    gateway.client().post("/v1/authorize", agent.token(), call).string("decision"));
            String pack = "{\"files\":{\"a.cedar\":\"permit (principal, action, resource);\"}}";
            assertEquals(
                    "policies_from_directory",
                    gateway.client()
                            .post("/v1/policies", gateway.operator(), pack)
                            .code());
        }
    }

    @Test
    void a_trial_outlives_a_restart_and_its_share_decides() throws IOException {
        String permit = "{\"files\":{\"a.cedar\":\"permit (principal, action, resource);\"},\"percent\":99}";
        try (TestGateway gateway = TestGateway.start(data())) {
            assertEquals(
                    200,
                    gateway.client()
                            .post("/v1/policies/stage", gateway.operator(), permit)
                            .status());
            gateway.restart();
            Heard status = gateway.client().get("/v1/policies/status", gateway.operator());
            assertEquals("share", status.string("staged.mode"));
            assertEquals(
                    200,
                    gateway.client()
                            .post("/v1/policies/promote", gateway.operator(), "{}")
                            .status());
            Enrolled agent = gateway.agent("a1");
            String call = TestGateway.call(agent, "unknown", "");
            assertEquals(
                    "allow",
                    gateway.client().post("/v1/authorize", agent.token(), call).string("decision"));
            gateway.client().post("/v1/policies/rollback", gateway.operator(), "{}");
            assertEquals(
                    "require_approval",
                    gateway.client().post("/v1/authorize", agent.token(), call).string("decision"));
        }
    }

    @Test
    void an_address_in_use_is_refused_in_one_clear_line() throws IOException {
        Install.create(data(), Sources.system());
        try (ServerSocket taken = new ServerSocket(0)) {
            Settings settings = Settings.defaults().withPort(taken.getLocalPort());
            StartRefused refused = refused(settings);
            assertEquals("listen_failed", refused.code());
            assertTrue(String.valueOf(refused.getMessage()).contains("listen.port"), refused::getMessage);
        }
        try (Gateway later = Gateway.start(GatewayOptions.local(data()))) {
            assertTrue(later.url().toString().startsWith("http://127.0.0.1:"), "the lock was given up");
        }
    }

    @Test
    void a_damaged_or_open_key_refuses_to_serve() throws IOException {
        Install.create(data(), Sources.system());
        Files.writeString(data().resolve("keys/seal.key"), "short");
        assertEquals("keys_unusable", refused(yaml("")).code());
    }

    @Test
    void the_sweeper_records_the_end_of_what_nobody_answered() {
        try (TestGateway gateway = TestGateway.start(data(), yaml("approvals: {sweep: 10ms}"))) {
            gateway.held(gateway.agent("a1"));
            long before = gateway.receipts(gateway.operator());
            gateway.clock().advanceMillis(15 * 60 * 1000L);
            long patience = System.nanoTime() + 20_000_000_000L;
            while (gateway.receipts(gateway.operator()) == before && System.nanoTime() < patience) {
                Thread.onSpinWait();
            }
            assertEquals(before + 1, gateway.receipts(gateway.operator()));
        }
    }

    @Test
    void an_agent_may_not_touch_the_data_directory_or_the_configuration() {
        try (TestGateway gateway = TestGateway.start(data())) {
            Enrolled agent = gateway.agent("a1");
            String body = """
                    {"agent":{"id":"%s"},"tool_call":{"tool":"files","action":"read_file","resource":null,\
                    "mutates_state":false,"parameters":{"path":"%s/keys/seal.key"}},\
                    "context":{"source_trust":"trusted_internal_unsigned"}}""".formatted(agent.id(), data().toAbsolutePath());
            Heard heard = gateway.client().post("/v1/authorize", agent.token(), body);
            assertEquals("own_ground", heard.string("reason"), heard::toString);
        }
    }

    @Test
    void tls_is_spoken_from_a_pkcs12_file_and_from_pem_files() throws Exception {
        Path keystore = folder.resolve("tls.p12");
        run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "t",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                "changeit"));
        Files.writeString(folder.resolve("password"), "changeit\n");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(Files.newInputStream(keystore), "changeit".toCharArray());
        Files.writeString(
                folder.resolve("cert.pem"),
                pem("CERTIFICATE", keys.getCertificate("t").getEncoded()));
        Files.writeString(
                folder.resolve("key.pem"),
                pem("PRIVATE KEY", keys.getKey("t", "changeit".toCharArray()).getEncoded()));
        for (String tls : List.of(
                "{keystore: %s, password_file: %s}".formatted(keystore, folder.resolve("password")),
                "{certificates: %s, key: %s}".formatted(folder.resolve("cert.pem"), folder.resolve("key.pem")))) {
            Path fresh = folder.resolve("d" + tls.length());
            Install.create(fresh, Sources.system());
            try (Gateway gateway = Gateway.start(new GatewayOptions(fresh, yaml("tls: " + tls), Optional.empty()));
                    HttpClient client = HttpClient.newBuilder()
                            .sslContext(trusting(keys))
                            .version(HttpClient.Version.HTTP_1_1)
                            .build()) {
                assertEquals("https", gateway.url().getScheme());
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(gateway.url().resolve("/readyz")).build(),
                        HttpResponse.BodyHandlers.ofString());
                assertEquals(200, answer.statusCode());
            }
        }
        Install.create(data(), Sources.system());
        assertEquals(
                "tls_unusable",
                refused(yaml("tls: {certificates: %s, key: %s}"
                                .formatted(folder.resolve("cert.pem"), folder.resolve("cert.pem"))))
                        .code());
    }

    private static SSLContext trusting(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, new char[0]);
        trusted.setCertificateEntry("t", keys.getCertificate("t"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + java.util.Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der)
                + "\n-----END " + kind + "-----\n";
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
