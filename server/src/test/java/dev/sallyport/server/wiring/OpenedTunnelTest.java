package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.authority.EgressAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tunnels whose TLS ends at the gateway, so that each request inside is judged. */
@Timeout(60)
class OpenedTunnelTest {
    private static final String VALUE = "MARK3D-service-credential";
    private static final String BAIT = "MARK3D-bait-nobody-may-use";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TunnelRig rig;

    @BeforeEach
    void start() throws Exception {
        for (String[] one : new String[][] {{"api.token", VALUE}, {"bait.token", BAIT}}) {
            Files.setPosixFilePermissions(
                    Files.writeString(folder.resolve(one[0]), one[1]), PosixFilePermissions.fromString("rw-------"));
        }
        rig = new TunnelRig(folder, """
                secrets:
                  api: {file: api.token, uses: ['egress:api.example.com']}
                  bait: {file: bait.token, canary: true}
                egress:
                  port: 0
                  tunnel: [pinned.example.com]
                  allow:
                    - hosts: [api.example.com]
                      ports: [%1$d]
                      networks: [127.0.0.0/8]
                      intercept: true
                      headers: {X-Key: 'secret://api'}
                    - {hosts: ['*.example.com'], ports: [%1$d], networks: [127.0.0.0/8], intercept: true}
                """);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void a_request_inside_is_an_action_of_its_own_and_its_answer_comes_back_without_what_was_added() throws Exception {
        String answer = rig.ask("api.example.com", "POST /v1/items?x=1 HTTP/1.1", "Content-Length: 2\r\n", "hi");
        String came = rig.came();
        assertTrue(
                came.startsWith("POST /v1/items?x=1 HTTP/1.1\r\nHost: api.example.com:" + rig.port() + "\r\n"), came);
        assertTrue(came.contains("x-key: " + VALUE + "\r\n") && came.endsWith("\r\n\r\nhi"), came);
        assertTrue(answer.startsWith("HTTP/1.1 200 OK") && answer.contains("you sent *****"), answer);
        assertFalse(answer.contains("MARK3D"), answer);
        assertEquals(List.of("allow connect", "allow request"), rig.decisions());
        String receipts = rig.receipts();
        assertFalse(receipts.contains("MARK3D") || receipts.contains("/v1/items"), "receipts hold commitments");
        assertEquals(2, receipts.split("\"succeeded\"", -1).length - 1, receipts);
    }

    @Test
    void policies_judge_each_request_inside_and_what_they_forbid_is_not_dialled() throws Exception {
        rig.policy(
                "permit(principal, action, resource); forbid(principal, action, resource) when { context has resource"
                        + " && context.resource like \\\"https://*/admin*\\\" };");
        assertTrue(rig.ask("b.example.com", "GET /ok HTTP/1.1", "", "").startsWith("HTTP/1.1 200 OK"));
        assertTrue(rig.came().startsWith("GET /ok "));
        String answer = rig.ask("b.example.com", "GET /admin/keys HTTP/1.1", "", "");
        assertTrue(answer.startsWith("HTTP/1.1 403 ") && answer.contains("Sallyport-Code: policy_forbids\r\n"), answer);
        assertTrue(answer.contains("Sallyport-Receipt: rcp_"), answer);
        assertTrue(rig.nothingCame());
    }

    @Test
    void what_can_be_read_in_two_ways_or_names_another_host_is_refused_inside_the_tunnel() throws Exception {
        for (String line : List.of(
                "GET https://b.example.com/ HTTP/1.1",
                "GET /a/../admin HTTP/1.1",
                "GET /a/%2e%2E/admin HTTP/1.1",
                "GET /a/..%2fadmin HTTP/1.1",
                "GET /a\\..\\admin HTTP/1.1",
                "CONNECT c.example.com:443 HTTP/1.1",
                "TRACE / HTTP/1.1",
                "PRI * HTTP/2.0",
                "GET / HTTP/3")) {
            String answer = rig.ask("b.example.com", line, "", "");
            assertTrue(answer.contains("Sallyport-Code: egress_malformed\r\n"), line + ": " + answer);
        }
        for (String fields : List.of(
                "Host: other.example.com\r\n",
                "Host: b.example.com\r\nHost: other.example.com\r\n",
                "Host: b.example.com\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n",
                "X: y\r\n")) {
            String answer = rig.askAs("b.example.com", "GET / HTTP/1.1\r\n" + fields + "\r\n");
            assertTrue(answer.contains("Sallyport-Code: egress_malformed\r\n"), fields + ": " + answer);
        }
        assertTrue(rig.nothingCame());
    }

    @Test
    void a_client_that_takes_only_the_hosts_own_certificate_is_cut_off_on_the_record() throws Exception {
        assertThrows(
                SSLException.class,
                () -> rig.open("b.example.com", rig.trustingTheHost(), "b.example.com")
                        .close());
        rig.settles("deny connect egress_not_opened");
        assertTrue(rig.nothingCame());
    }

    @Test
    void a_client_that_speaks_only_http_2_is_cut_off_on_the_record() throws Exception {
        assertThrows(
                SSLException.class,
                () -> rig.open("b.example.com", rig.trustingTheInstall(), "b.example.com", "h2")
                        .close());
        rig.settles("deny connect egress_not_opened");
        try (SSLSocket both = rig.open("b.example.com", rig.trustingTheInstall(), "b.example.com", "h2", "http/1.1")) {
            assertEquals("http/1.1", both.getApplicationProtocol());
        }
        assertTrue(rig.nothingCame());
    }

    @Test
    void a_greeting_for_another_host_is_never_answered_with_a_certificate() throws Exception {
        assertThrows(
                IOException.class,
                () -> rig.open("b.example.com", rig.trustingTheInstall(), "api.example.com")
                        .close());
        rig.settles("deny connect egress_name_differs");
    }

    @Test
    void a_host_nobody_trusted_vouches_for_is_told_nothing() throws Exception {
        rig.hostIs("elsewhere.example");
        String answer = rig.ask("api.example.com", "GET / HTTP/1.1", "", "");
        assertTrue(answer.contains("Sallyport-Code: egress_untrusted\r\n"), answer);
        assertTrue(rig.nothingCame());
    }

    @Test
    void a_host_listed_as_tunnel_is_never_opened() throws Exception {
        rig.hostIs("pinned.example.com");
        try (SSLSocket socket = rig.open("pinned.example.com", rig.trustingTheHost(), "pinned.example.com")) {
            socket.getOutputStream().write("GET /secret HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertTrue(rig.came().startsWith("GET /secret "));
        }
        assertEquals(List.of("allow connect"), rig.decisions());
    }

    @Test
    void a_credential_only_the_gateway_should_have_is_found_inside() throws Exception {
        for (String bait : List.of(BAIT, VALUE)) {
            rig.ask("api.example.com", "GET / HTTP/1.1", "", ""); // so that the value is known
            rig.came();
            String answer = rig.ask("b.example.com", "GET /?leak=" + bait + " HTTP/1.1", "", "");
            assertTrue(answer.contains("Sallyport-Code: credential_of_broker\r\n"), answer);
            assertTrue(rig.nothingCame());
        }
        assertTrue(rig.metrics().contains("sallyport_sdk_bypass_total 2"), rig.metrics());
    }

    @Test
    void the_authority_is_made_once_for_its_owner_alone_and_a_foreign_one_is_not_taken() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        String opens = "egress: {port: 0, allow: [{hosts: [a.example], intercept: true}]}";
        TestGateway gateway = TestGateway.start(data, dev.sallyport.server.config.SettingsFile.parse("s.yaml", opens));
        Path key = data.resolve("keys/egress-ca.key");
        String certificate = Files.readString(data.resolve("keys/egress-ca.pem"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        assertTrue(Files.readString(data.resolve("gateway.json")).contains("egress-ca.pem"));
        gateway.restart();
        assertEquals(certificate, Files.readString(data.resolve("keys/egress-ca.pem")));
        gateway.stop();
        Files.writeString(
                data.resolve("keys/egress-ca.pem"),
                EgressAuthority.create(new SecureRandom(), System.currentTimeMillis())
                        .certificatePem());
        StartRefused refused = assertThrows(StartRefused.class, gateway::begin);
        assertTrue(Objects.requireNonNull(refused.getMessage()).contains("egress-ca.key"), refused::getMessage);
        Files.writeString(data.resolve("keys/egress-ca.pem"), certificate);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThrows(StartRefused.class, gateway::begin);
    }

    @Test
    void without_such_a_rule_there_is_no_authority() throws Exception {
        Path data = Files.createDirectory(folder.resolve("plain"));
        try (TestGateway gateway = TestGateway.start(
                data,
                dev.sallyport.server.config.SettingsFile.parse(
                        "s.yaml", "egress: {port: 0, allow: [{hosts: [a.example]}]}"))) {
            assertFalse(Files.exists(data.resolve("keys/egress-ca.key")));
            assertFalse(Files.readString(data.resolve("gateway.json")).contains("egress_ca"));
            assertTrue(gateway.gateway().egress().isPresent());
        }
    }

    @Test
    void a_client_that_says_nothing_inside_is_not_waited_for_for_ever() throws Exception {
        try (SSLSocket socket = rig.open("b.example.com", rig.trustingTheInstall(), "b.example.com")) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(20));
            assertEquals(-1, socket.getInputStream().read());
        }
    }
}
