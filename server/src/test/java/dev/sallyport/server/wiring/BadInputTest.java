package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in: a clear error with a stable code, and the ledger neither loses nor invents a record. */
class BadInputTest {
    private static final int TEN_MEGABYTES = 10 << 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private static Enrolled agent;

    private long before;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(folder);
        agent = gateway.agent("a1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void count() {
        before = gateway.receipts(gateway.operator());
    }

    @AfterEach
    void ledgerStillVerifies() {
        Heard chain = gateway.client().get("/v1/receipts?limit=500", gateway.operator());
        StringBuilder ascending = new StringBuilder();
        chain.items("receipts")
                .reversed()
                .forEach(r -> ascending
                        .append(ascending.isEmpty() ? "" : ",")
                        .append(new String(dev.sallyport.server.http.JsonText.bytes(r), StandardCharsets.UTF_8)));
        Heard verdict = gateway.client()
                .post("/v1/receipts/verify-chain", gateway.operator(), "{\"receipts\":[" + ascending + "]}");
        assertTrue(verdict.text().contains("\"verified\":true"), verdict::toString);
    }

    private static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), gateway.url().getPort());
    }

    private void nothingWasRecorded() {
        assertEquals(before, gateway.receipts(gateway.operator()), "receipts");
    }

    private static Heard authorize(String body) {
        return gateway.client().post("/v1/authorize", agent.token(), body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                   | unexpected_end",
                "{\"a\":1,\"a\":2}                   | duplicate_name",
                "{\"a\":-0}                          | negative_zero",
                "{\"a\":\"\\ud800\"}                 | lone_surrogate",
                "[1,]                                | unexpected_character",
                "nonsense                            | unexpected_character",
                "{\"a\":9007199254740993}            | number_too_large",
            })
    void malformed_json_is_400_with_the_byte_offset(String body, String fault) {
        Heard heard = authorize(body);
        assertEquals(400, heard.status(), heard::toString);
        assertEquals("malformed_json", heard.code(), heard::toString);
        assertEquals(fault, heard.string("fault"), heard::toString);
        assertTrue(heard.number("offset") >= 0, heard::toString);
        nothingWasRecorded();
    }

    @Test
    void invalid_utf8_is_400() {
        Heard heard = gateway.client()
                .sendBytes(
                        "POST",
                        "/v1/authorize",
                        Optional.of(agent.token()),
                        new byte[] {'"', (byte) 0xc3, '"'},
                        Map.of());
        assertEquals(400, heard.status(), heard::toString);
        assertEquals("malformed_json", heard.code());
        nothingWasRecorded();
    }

    @Test
    void a_nesting_of_100_000_is_400_and_not_a_crash() {
        Heard heard = authorize("[".repeat(100_000) + "]".repeat(100_000));
        assertEquals(400, heard.status(), heard::toString);
        assertEquals("too_deep", heard.string("fault"));
        nothingWasRecorded();
    }

    @Test
    void a_body_of_10_megabytes_is_413_and_the_refusal_arrives() {
        Heard heard = authorize("{\"a\":\"" + "x".repeat(TEN_MEGABYTES) + "\"}");
        assertEquals(413, heard.status(), heard::toString);
        assertEquals("body_too_large", heard.code());
        nothingWasRecorded();
    }

    @Test
    void a_body_without_length_is_cut_at_the_limit() throws IOException {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        String head = "POST /v1/authorize HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + agent.token()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (Socket socket = connect()) {
            socket.getOutputStream().write((head + chunk.repeat(40) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 413", status);
        }
        nothingWasRecorded();
    }

    @Test
    void what_is_no_http_is_refused_as_such() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("hello gateway\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 400") || answer.startsWith("HTTP/1.1 505"), answer);
            assertTrue(answer.contains("bad_http_request"), answer);
            assertFalse(answer.contains("Jetty"), answer);
        }
        nothingWasRecorded();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"agent\":7}",
                "{\"agent\":{\"id\":7},\"tool_call\":{}}",
                "{\"agent\":{\"id\":\"AGENT\"},\"tool_call\":[]}",
                "{\"agent\":{\"id\":\"AGENT\"},\"tool_call\":{\"tool\":1,\"action\":\"a\",\"mutates_state\":true,\"parameters\":{}}}",
                "{\"agent\":{\"id\":\"AGENT\"},\"tool_call\":{\"tool\":\"t\",\"action\":\"\",\"mutates_state\":true,\"parameters\":{}}}",
                "{\"agent\":{\"id\":\"AGENT\"},\"tool_call\":{\"tool\":\"t\",\"action\":\"a\",\"mutates_state\":\"yes\",\"parameters\":{}}}",
                "{\"agent\":{\"id\":\"AGENT\"},\"tool_call\":{\"tool\":\"t\",\"action\":\"a\",\"mutates_state\":true,\"parameters\":[]}}",
                "{\"agent\":{\"id\":\"AGENT\"},\"tool_call\":{\"tool\":\"t\",\"action\":\"a\",\"mutates_state\":true}}",
                "{\"agent\":{\"id\":\"AGENT\"},\"tool_call\":{\"tool\":\"t\",\"action\":\"a\",\"mutates_state\":true,\"parameters\":{},\"extra\":1}}",
                "{\"agent\":{\"id\":\"AGENT\"},\"tool_call\":{\"tool\":\"t \",\"action\":\"a\",\"mutates_state\":true,\"parameters\":{}}}",
                "{\"agent\":{\"id\":\"AGENT\"},\"session\":\"\",\"tool_call\":{\"tool\":\"t\",\"action\":\"a\",\"mutates_state\":true,\"parameters\":{}}}",
                "{\"agent\":{\"id\":\"AGENT\"},\"timestamp\":\"yesterday\",\"tool_call\":{\"tool\":\"t\",\"action\":\"a\",\"mutates_state\":true,\"parameters\":{}}}",
                "{\"agent\":{\"id\":\"AGENT\"},\"context\":{\"source_trust\":\"very\"},\"tool_call\":{\"tool\":\"t\",\"action\":\"a\",\"mutates_state\":true,\"parameters\":{}}}",
            })
    void wrong_types_and_missing_members_are_400(String body) {
        Heard heard = authorize(body.replace("AGENT", agent.id()));
        assertEquals(400, heard.status(), heard::toString);
        assertEquals("wrong_form", heard.code(), heard::toString);
        nothingWasRecorded();
    }

    @Test
    void an_unknown_token_is_401() {
        Heard heard = gateway.client().post("/v1/authorize", "sp_ag_" + "x".repeat(43), "{}");
        assertEquals(401, heard.status());
        assertEquals("credential_unknown", heard.code());
        assertEquals(
                "Bearer", heard.raw().headers().firstValue("WWW-Authenticate").orElse(""));
        nothingWasRecorded();
    }

    @Test
    void an_unknown_agent_in_the_body_is_401() {
        Heard heard = authorize(TestGateway.call(new Enrolled("agt_nobody", ""), "unknown", ""));
        assertEquals(401, heard.status(), heard::toString);
        assertEquals("agent_unknown", heard.code());
        nothingWasRecorded();
    }

    @Test
    void a_token_used_for_another_agent_is_403() {
        long number = before;
        Enrolled other = gateway.agent("other-" + number);
        before = gateway.receipts(gateway.operator());
        Heard heard = gateway.client()
                .post("/v1/authorize", agent.token(), TestGateway.call(other, "trusted_internal_unsigned", ""));
        assertEquals(403, heard.status(), heard::toString);
        assertEquals("agent_mismatch", heard.code());
        Enrolled byKey = new Enrolled("other-" + number, "");
        assertEquals(
                "agent_mismatch",
                authorize(TestGateway.call(byKey, "unknown", "")).code());
        nothingWasRecorded();
    }

    @Test
    void an_agent_may_be_named_by_its_key() {
        Heard heard = authorize(TestGateway.call(new Enrolled("a1", ""), "trusted_internal_unsigned", ""));
        assertEquals("allow", heard.string("decision"), heard::toString);
    }

    @Test
    void a_stolen_token_is_dead_once_revoked() {
        Enrolled thief = gateway.agent("stolen-" + before);
        gateway.client().post("/v1/agents/" + thief.id() + "/revoke", gateway.operator(), "{}");
        before = gateway.receipts(gateway.operator());
        Heard heard = gateway.client()
                .post("/v1/authorize", thief.token(), TestGateway.call(thief, "trusted_internal_unsigned", ""));
        assertEquals(401, heard.status(), heard::toString);
        assertEquals("credential_revoked", heard.code());
        nothingWasRecorded();
    }

    @Test
    void a_frozen_agent_gets_a_recorded_refusal() {
        Enrolled frozen = gateway.agent("frozen-" + before);
        gateway.client().post("/v1/agents/" + frozen.id() + "/freeze", gateway.operator(), "{\"why\":\"odd\"}");
        before = gateway.receipts(gateway.operator());
        Heard heard = gateway.client()
                .post("/v1/authorize", frozen.token(), TestGateway.call(frozen, "trusted_internal_unsigned", ""));
        assertEquals(200, heard.status(), heard::toString);
        assertEquals("deny", heard.string("decision"));
        assertEquals("agent_frozen", heard.string("reason"));
        assertEquals(before + 1, gateway.receipts(gateway.operator()));
    }

    @Test
    void a_frozen_session_gets_a_recorded_refusal() {
        gateway.client().post("/v1/sessions/s-frozen/freeze", gateway.operator(), "{}");
        Heard heard = authorize(TestGateway.call(agent, "trusted_internal_unsigned", "\"session\":\"s-frozen\","));
        assertEquals("session_frozen", heard.string("reason"), heard::toString);
        gateway.client().post("/v1/sessions/s-frozen/unfreeze", gateway.operator(), "{}");
        assertEquals(
                "allow",
                authorize(TestGateway.call(agent, "trusted_internal_unsigned", "\"session\":\"s-frozen\","))
                        .string("decision"));
    }

    @Test
    void an_expired_approval_can_neither_be_given_nor_used() {
        String person = gateway.person("late");
        String pending = gateway.held(agent);
        String approved = gateway.held(agent);
        assertEquals(
                200,
                gateway.client()
                        .post("/v1/approvals/" + approved + "/approve", person, "{}")
                        .status());
        gateway.clock().advanceMillis(16 * 60 * 1000L);
        Heard vote = gateway.client().post("/v1/approvals/" + pending + "/approve", person, "{}");
        assertEquals(409, vote.status(), vote::toString);
        assertEquals("EXPIRED", vote.string("approval_status"));
        Heard claim = gateway.client().post("/v1/approvals/" + approved + "/consume", agent.token(), "{}");
        assertEquals(409, claim.status(), claim::toString);
        assertEquals("approval_expired", claim.code());
    }

    @Test
    void a_swapped_argument_voids_the_approval() {
        String person = gateway.person("swap");
        String approval = gateway.held(agent);
        gateway.client().post("/v1/approvals/" + approval + "/approve", person, "{}");
        Heard swapped = gateway.client()
                .post(
                        "/v1/approvals/" + approval + "/consume",
                        agent.token(),
                        "{\"action_hash\":\"" + "0".repeat(64) + "\"}");
        assertEquals(409, swapped.status(), swapped::toString);
        assertEquals("approval_hash_mismatch", swapped.code());
        Heard again = gateway.client().post("/v1/approvals/" + approval + "/consume", agent.token(), "{}");
        assertEquals("approval_invalidated", again.code(), again::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permit (principal, action, resource",
                "@decision(\"maybe\") permit (principal, action, resource);",
                "permit (principal, action, resource) when { context.score > 3 };",
                "",
            })
    void a_policy_that_does_not_parse_changes_nothing(String policy) {
        String active = gateway.client().get("/v1/policies", gateway.operator()).string("digest");
        Heard heard = gateway.client()
                .post(
                        "/v1/policies",
                        gateway.operator(),
                        "{\"files\":{\"bad.cedar\":\"" + policy.replace("\"", "\\\"") + "\"}}");
        assertEquals(422, heard.status(), heard::toString);
        assertEquals("policy_refused", heard.code());
        assertEquals(
                active, gateway.client().get("/v1/policies", gateway.operator()).string("digest"));
        nothingWasRecorded();
    }

    @Test
    void a_nonce_comes_once_and_a_clock_five_minutes_off_is_409() {
        String nonce = "\"nonce\":\"n-" + before + "\",";
        assertEquals(200, authorize(TestGateway.call(agent, "unknown", nonce)).status());
        Heard replay = authorize(TestGateway.call(agent, "unknown", nonce));
        assertEquals(409, replay.status(), replay::toString);
        assertEquals("nonce_replayed", replay.code());
        long off = gateway.clock().millis() - 5 * 60 * 1000L - 1;
        Heard late = authorize(TestGateway.call(agent, "unknown", "\"timestamp\":" + off + ","));
        assertEquals(409, late.status(), late::toString);
        assertEquals("timestamp_out_of_range", late.code());
        long justInside = gateway.clock().millis() - 5 * 60 * 1000L;
        assertEquals(
                200,
                authorize(TestGateway.call(agent, "unknown", "\"timestamp\":" + justInside + ","))
                        .status());
        assertEquals(before + 2, gateway.receipts(gateway.operator()));
    }

    @Test
    void a_repeated_request_gets_the_first_answer_byte_for_byte_even_late() {
        String once = "\"request_id\":\"r-" + before + "\",\"timestamp\":"
                + gateway.clock().millis() + ",";
        String body = TestGateway.call(agent, "trusted_internal_unsigned", once);
        Heard first = authorize(body);
        assertEquals(200, first.status(), first::toString);
        gateway.clock().advanceMillis(10 * 60 * 1000L);
        Heard second = authorize(body);
        assertEquals(first.text(), second.text());
        assertEquals(before + 1, gateway.receipts(gateway.operator()));
    }

    @Test
    void a_request_id_that_comes_again_with_another_action_is_409_and_no_licence_for_it() {
        String once = "\"request_id\":\"again-" + before + "\",";
        String body = TestGateway.call(agent, "trusted_internal_unsigned", once);
        assertEquals("allow", authorize(body).string("decision"));
        Heard other = authorize(body.replace("squash", "rebase"));
        assertEquals(409, other.status(), other::toString);
        assertEquals("request_id_reused", other.code());
        assertEquals(before + 1, gateway.receipts(gateway.operator()));
    }

    @Test
    void a_strange_host_or_origin_is_403_before_anything_else() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
            assertTrue(answer.contains("host_not_allowed"), answer);
        }
        Heard origin = gateway.client()
                .send("GET", "/healthz", Optional.empty(), null, Map.of("Origin", "https://evil.example"));
        assertEquals(403, origin.status());
        assertEquals("origin_not_allowed", origin.code());
        Heard own = gateway.client()
                .send(
                        "GET",
                        "/healthz",
                        Optional.empty(),
                        null,
                        Map.of("Origin", gateway.url().toString()));
        assertEquals(200, own.status());
    }

    @Test
    void a_credential_in_the_url_is_refused() {
        Heard heard = gateway.client()
                .send("GET", "/v1/agents?token=" + gateway.operator(), Optional.empty(), null, Map.of());
        assertEquals(400, heard.status());
        assertEquals("credential_in_url", heard.code());
    }

    @Test
    void unknown_paths_methods_and_media_types_have_their_codes() {
        assertEquals(
                "no_such_route",
                gateway.client().get("/v2/authorize", agent.token()).code());
        Heard method = gateway.client().send("DELETE", "/v1/authorize", Optional.empty(), null, Map.of());
        assertEquals(405, method.status());
        assertEquals("POST", method.raw().headers().firstValue("Allow").orElse(""));
        Heard type = gateway.client()
                .send("POST", "/v1/authorize", Optional.of(agent.token()), "a=1", Map.of("Content-Type", "text/plain"));
        assertEquals(415, type.status());
        assertEquals("unsupported_media_type", type.code());
    }

    @Test
    void every_answer_carries_the_security_headers() {
        for (String path : new String[] {"/", "/healthz", "/v1/agents", "/nowhere"}) {
            Heard heard = gateway.client().send("GET", path, Optional.empty(), null, Map.of());
            assertEquals(
                    "no-store",
                    heard.raw().headers().firstValue("Cache-Control").orElse(""),
                    path);
            assertEquals(
                    "nosniff",
                    heard.raw().headers().firstValue("X-Content-Type-Options").orElse(""),
                    path);
            assertTrue(
                    heard.raw().headers().firstValue("Content-Security-Policy").isPresent(), path);
            assertTrue(heard.raw().headers().firstValue("Server").isEmpty(), path);
        }
    }
}
