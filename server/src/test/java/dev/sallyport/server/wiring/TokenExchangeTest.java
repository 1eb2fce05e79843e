package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens for MCP servers that the gateway has exchanged (RFC 8693). */
@Timeout(60)
class TokenExchangeTest {
    private static final String ACCESS = "urn:ietf:params:oauth:token-type:access_token";
    private static final String USER = "Bearer MARK3D.the-users.own";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @SuppressWarnings("NullAway.Init")
    private SecretRig rig;

    @SuppressWarnings("NullAway.Init")
    private FakeAuthorizationServer issuer;

    @BeforeEach
    void start() throws IOException {
        issuer = new FakeAuthorizationServer();
        rig = new SecretRig(data);
        rig.secret("client", "MARK3D client+secret:%");
        rig.secret("self", "MARK3D-of-the-gateway");
        rig.upstream.admits = issuer::takes;
    }

    @AfterEach
    void stop() {
        rig.close();
        issuer.close();
    }

    private void begin(String subject, String more) {
        rig.begin("""
                secrets:
                  client: {file: client.token, uses: ['token:127.0.0.1']}
                  self: {file: self.token, uses: ['token:127.0.0.1']}
                mcp:
                  servers:
                    box:
                      oauth: exchange
                      exchange: {endpoint: '%s', client_id: 'gate way', client_secret: 'secret://client', subject: '%s'%s}
                """.formatted(issuer.endpoint(), subject, more));
    }

    private McpClient client() {
        return rig.client("box").open("2025-11-25");
    }

    private McpClient bringing(String credential) {
        McpClient client = rig.client("box");
        client.fields.put("Sallyport-Token", rig.agent.token());
        client.fields.put("Authorization", credential);
        return client;
    }

    private static McpClient.Said initialize(McpClient client) {
        return client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\","
                + "\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}}");
    }

    @Test
    void the_gateways_own_identity_is_exchanged_once_and_only_the_new_token_reaches_the_server() throws Exception {
        begin("secret://self", ", audience: [crm, erp], resource: ['https://crm.example/a?b'], scope: [read, write]");
        McpClient client = client();
        assertTrue(client.post(McpClient.call(1, "send", "{}")).has("done"));
        assertEquals(List.of(), issuer.faults);
        assertEquals(1, issuer.asked.size());
        Map<String, List<String>> form = issuer.asked.getFirst();
        assertEquals(List.of("MARK3D-of-the-gateway"), form.get("subject_token"));
        assertEquals(List.of(ACCESS), form.get("subject_token_type"));
        assertEquals(List.of(ACCESS), form.get("requested_token_type"));
        assertEquals(List.of("crm", "erp"), form.get("audience"));
        assertEquals(List.of("https://crm.example/a?b"), form.get("resource"));
        assertEquals(List.of("read write"), form.get("scope"));
        assertEquals(List.of("gate way:MARK3D client+secret:%"), form.get("basic"));
        client.delete();
        for (FakeUpstream.Got got : rig.upstream.got) {
            assertEquals("Bearer MARK3D-issued-1", got.field("authorization"), got.body());
            assertFalse(got.fields().toString().contains("sp_ag_"));
        }
        rig.nothingWrittenHolds("MARK3D");
    }

    @Test
    void the_users_token_is_exchanged_for_each_user_and_never_shown_to_the_server() throws Exception {
        begin("user", ", client_auth: post");
        McpClient one = bringing(USER).open("2025-11-25");
        assertTrue(one.post(McpClient.call(1, "send", "{}")).has("done"));
        assertTrue(bringing(USER + "2")
                .open("2025-11-25")
                .post(McpClient.call(1, "send", "{}"))
                .has("done"));
        assertEquals(List.of(), issuer.faults);
        assertEquals(
                List.of("MARK3D.the-users.own", "MARK3D.the-users.own2"),
                issuer.asked.stream()
                        .flatMap(form -> form.getOrDefault("subject_token", List.of()).stream()
                                .limit(1))
                        .toList());
        assertEquals(List.of("gate way"), issuer.asked.getFirst().get("client_id"));
        assertFalse(rig.upstream.got.toString().contains("the-users"));
        rig.nothingWrittenHolds("MARK3D");
    }

    @Test
    void without_a_users_token_or_with_the_agents_own_nothing_is_asked_and_nothing_sent() {
        begin("user", "");
        assertTrue(initialize(rig.client("box")).has("subject_token_missing"));
        assertTrue(initialize(bringing("Bearer " + rig.agent.token())).has("subject_token_missing"));
        assertTrue(initialize(bringing("Basic dTpw")).has("subject_token_missing"));
        assertEquals(0, issuer.asked.size());
        assertEquals(0, rig.upstream.got.size());
    }

    @Test
    void what_the_server_says_of_its_token_is_taken_out() {
        begin("secret://self", "");
        rig.upstream.onCall = (self, exchange, request) -> self.json(
                exchange,
                200,
                self.result(
                        request, FakeUpstream.done(exchange.getRequestHeaders().getFirst("Authorization"))));
        McpClient.Said said = client().post(McpClient.call(1, "send", "{}"));
        assertTrue(said.has("Bearer ****"), said::toString);
        assertFalse(said.has("MARK3D"), said::toString);
    }

    @Test
    void a_token_the_server_does_not_take_any_more_is_exchanged_anew_once_and_the_call_runs_once() {
        begin("secret://self", "");
        McpClient client = client();
        issuer.live.clear();
        assertTrue(client.post(McpClient.call(1, "send", "{}")).has("done"));
        assertEquals(2, issuer.asked.size());
        assertEquals(1, rig.upstream.calls.get());
        rig.upstream.admits = field -> false;
        long before = issuer.asked.size();
        assertTrue(client.post(McpClient.call(2, "send", "{}")).has("upstream_unauthorized"));
        assertTrue(issuer.asked.size() - before <= 1, "asked " + issuer.asked.size());
        assertEquals(1, rig.upstream.calls.get());
    }

    @Test
    void many_calls_at_once_wait_for_one_exchange() throws Exception {
        begin("secret://self", "");
        issuer.hold = new CountDownLatch(1);
        List<Future<McpClient.Said>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                McpClient client = rig.client("box");
                answers.add(threads.submit(() -> initialize(client)));
            }
            while (issuer.asked.isEmpty()) {
                Thread.onSpinWait();
            }
            issuer.hold.countDown();
            for (Future<McpClient.Said> answer : answers) {
                assertEquals(200, answer.get().status());
            }
        }
        assertEquals(1, issuer.asked.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"TOKEN\",\"token_type\":\"Bearer\",\"expires_in\":300}", // no issued type
                "{\"access_token\":\"TOKEN\",\"issued_token_type\":\"urn:x:refresh\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"TOKEN\",\"issued_token_type\":\"A\",\"token_type\":\"N_A\"}",
                "{\"access_token\":\"TOKEN\",\"issued_token_type\":\"A\"}",
                "{\"issued_token_type\":\"A\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"has space in it\",\"issued_token_type\":\"A\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"a\\r\\nX-Y: zzzzzz\",\"issued_token_type\":\"A\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"TOKEN\",\"access_token\":\"TOKEN\",\"issued_token_type\":\"A\",\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"TOKEN\",\"issued_token_type\":\"A\",\"token_type\":\"Bearer\",\"expires_in\":0}",
                "{\"access_token\":\"TOKEN\",\"issued_token_type\":\"A\",\"token_type\":\"Bearer\",\"expires_in\":1.5}",
                "{\"access_token\":\"TOKEN\",\"issued_token_type\":\"A\",\"token_type\":\"Bearer\",\"expires_in\":\"300\"}",
                "{\"access_token\":\"TOKEN\",\"issued_token_type\":\"A\",\"token_type\":\"Bearer\",\"scope\":\"read admin\"}",
                "[\"TOKEN\"]",
                "TOKEN"
            })
    void an_answer_that_is_not_exactly_what_was_asked_for_is_none(String answer) throws Exception {
        begin("secret://self", ", scope: [read]");
        issuer.answer = answer.replace("\"A\"", "\"" + ACCESS + "\"");
        McpClient.Said said = initialize(rig.client("box"));
        assertTrue(said.has("token_exchange_failed"), said::toString);
        assertFalse(said.has("MARK3D"), said::toString);
        assertEquals(0, rig.upstream.got.size());
    }

    @Test
    void a_refusal_a_redirect_and_a_page_are_no_token_and_repeat_nothing_that_was_said() throws Exception {
        begin("secret://self", "");
        String good = issuer.answer;
        issuer.answer = "{\"error\":\"invalid_grant\",\"error_description\":\"MARK3D-of-the-gateway is old\"}";
        issuer.status = 400;
        McpClient.Said said = initialize(rig.client("box"));
        assertTrue(said.has("token_exchange_failed") && said.has("(invalid_grant)"), said::toString);
        assertFalse(said.has("MARK3D"), said::toString);
        issuer.answer = "{\"error\":\"MARK3D\"}";
        assertFalse(initialize(rig.client("box")).has("MARK3D"));
        issuer.answer = good;
        issuer.status = 307;
        assertTrue(initialize(rig.client("box")).has("token_exchange_failed"));
        issuer.status = 200;
        issuer.type = "text/html";
        assertTrue(initialize(rig.client("box")).has("token_exchange_failed"));
        issuer.type = "application/json; charset=utf-8";
        issuer.answer = good.replace("300", "300,\"x\":\"" + "y".repeat(70_000) + "\"");
        assertTrue(initialize(rig.client("box")).has("token_exchange_failed"));
        issuer.answer = good;
        assertEquals(200, initialize(rig.client("box")).status());
        rig.nothingWrittenHolds("MARK3D");
    }

    @Test
    void a_call_whose_token_can_not_be_had_any_more_is_recorded_as_not_started() {
        issuer.answer = issuer.answer.replace("300", "1"); // too short to be kept
        begin("secret://self", "");
        McpClient client = client();
        assertTrue(client.post(McpClient.call(1, "send", "{}")).has("done"));
        issuer.status = 503;
        McpClient.Said said = client.post(McpClient.call(2, "send", "{}"));
        assertTrue(said.has("token_exchange_failed"), said::toString);
        assertEquals(1, rig.upstream.calls.get());
        // Nobody waits for the record of what became of a call, so it may come a moment after the answer.
        for (long end = System.nanoTime() + 20_000_000_000L; System.nanoTime() < end; Thread.onSpinWait()) {
            if (rig.outcomes().contains("not_started")) {
                return;
            }
        }
        throw new AssertionError(rig.outcomes());
    }
}
