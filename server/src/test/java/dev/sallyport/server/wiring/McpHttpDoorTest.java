package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the HTTP door of the MCP proxy refuses, always as a JSON-RPC error with a code, and never after the server heard of it. */
@Timeout(60)
class McpHttpDoorTest {
    private static final String CALL = McpClient.call(1, "read", "{}");

    @SuppressWarnings("NullAway.Init")
    private static McpOverHttp rig;

    @BeforeAll
    static void start() throws IOException {
        rig = new McpOverHttp("read");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void every_status_that_is_refused_with_here_is_documented() {
        Contract contract = new Contract();
        assertTrue(contract.statuses("POST /mcp/{server}")
                .containsAll(
                        List.of("200", "202", "400", "401", "403", "404", "406", "408", "413", "415", "429", "504")));
        assertTrue(contract.statuses("GET /mcp/{server}")
                .containsAll(List.of("200", "400", "401", "403", "404", "405", "406")));
        assertTrue(contract.statuses("DELETE /mcp/{server}").containsAll(List.of("200", "400", "401", "403", "404")));
    }

    /** A client whose server was looked at already, so that nothing is asked of it later. */
    private static McpClient settled() {
        McpClient client = rig.client().open("2025-11-25");
        assertTrue(client.post("{\"jsonrpc\":\"2.0\",\"id\":\"s\",\"method\":\"tools/list\"}")
                .has("read"));
        return client;
    }

    private static void refused(int status, String code, McpClient.Said said) {
        assertEquals(status, said.status(), said::toString);
        assertTrue(said.has("\"code\":\"" + code + "\"") && said.has("\"jsonrpc\":\"2.0\""), said::toString);
    }

    @Test
    void callers_and_servers_nobody_knows_are_refused() {
        refused(401, "credential_unknown", rig.client("box", "sp_ag_guess").post(CALL));
        refused(403, "wrong_credential", rig.client("box", rig.gateway.operator).post(CALL));
        refused(
                404,
                "server_unknown",
                rig.client("none", rig.agent.string("agent_token")).post(CALL));
        refused(400, "session_required", rig.client().post(CALL));
        refused(404, "session_unknown", rig.client().post(CALL, Map.of("Mcp-Session-Id", "guess")));
        refused(406, "not_acceptable", rig.client().post(CALL, Map.of("Accept", "application/json")));
        refused(415, "unsupported_media_type", rig.client().post(CALL, Map.of("Content-Type", "text/plain")));
        refused(400, "credential_in_url", rig.client("box?token=sp_ag_x", "x").post(CALL));
    }

    @Test
    void a_server_that_is_registered_without_an_address_is_refused() {
        rig.gateway.client.post("/v1/mcp/servers", rig.gateway.operator, "{\"key\":\"bare\"}");
        refused(
                404,
                "server_unreachable",
                rig.client("bare", rig.agent.string("agent_token")).post(CALL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "http://user:pass@host/mcp",
                "ftp://x/",
                "http:///mcp",
                "mcp",
                "http://h/#f"
            })
    void addresses_that_are_none_of_a_server_are_not_registered(String url) {
        Heard heard = rig.gateway.client.post(
                "/v1/mcp/servers", rig.gateway.operator, "{\"key\":\"odd\",\"url\":\"" + url + "\"}");
        assertEquals(400, heard.status(), heard::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1.evil.example", "http://localhost:1"})
    void pages_of_other_origins_are_refused(String origin) {
        for (String method : List.of("POST", "GET", "DELETE")) {
            McpClient.Said said = rig.client()
                    .send(rig.client()
                            .request(Map.of("Origin", origin, "Content-Type", "application/json"))
                            .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(CALL))
                            .build());
            refused(403, "origin_not_allowed", said);
        }
    }

    @Test
    void a_quarantined_server_and_a_frozen_agent_get_a_recorded_no() throws Exception {
        try (McpOverHttp own = new McpOverHttp("read")) {
            McpClient client = own.client().open("2025-11-25");
            assertTrue(client.post(CALL).has("done"));
            own.gateway.client.post("/v1/mcp/servers/box/quarantine", own.gateway.operator, "{}");
            McpClient.Said said = client.post(CALL);
            assertTrue(said.has("server_quarantined") && said.has("receipt_id"), said::toString);
            own.gateway.client.post("/v1/mcp/servers/box/restore", own.gateway.operator, "{}");
            own.gateway.client.post(
                    "/v1/agents/" + own.agent.string("agent_id") + "/freeze", own.gateway.operator, "{}");
            said = client.post(CALL);
            assertTrue(said.has("agent_frozen") && said.has("receipt_id"), said::toString);
            refused(200, "agent_frozen", client.post("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"prompts/list\"}"));
            own.gateway.client.post(
                    "/v1/agents/" + own.agent.string("agent_id") + "/revoke", own.gateway.operator, "{}");
            refused(401, "credential_revoked", client.post(CALL));
            assertEquals(1, own.upstream.calls.get());
        }
    }

    static List<byte[]> hostile() {
        return List.of(
                bytes("[" + CALL + "," + CALL + "]"),
                bytes("{"),
                bytes(""),
                bytes("null"),
                bytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"tools/list\"}"),
                bytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"method\":\"tools/call\"}"),
                bytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"Method\":\"tools/call\"}"),
                bytes("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"tools/list\"}"),
                bytes("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"tools/call\"}"),
                bytes("{\"jsonrpc\":\"2.0\",\"id\":123456789012345678901234567890,\"method\":\"tools/list\"}"),
                bytes("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"tools/list\"}"),
                bytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"} trailing"),
                bytes("[".repeat(10_000)),
                new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
                new byte[] {(byte) 0xfe, (byte) 0xff, 0, '{', 0, '}'});
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void what_two_readers_could_understand_differently_reaches_nobody(byte[] body) throws Exception {
        McpClient client = settled();
        int before = rig.upstream.got.size();
        McpClient.Said said = client.post(body, Map.of());
        assertEquals(400, said.status(), said::toString);
        assertTrue(said.has("\"error\""), said::toString);
        assertEquals(before, rig.upstream.got.size());
    }

    @Test
    void arguments_that_differ_only_in_case_are_refused() throws Exception {
        McpClient client = settled();
        int before = rig.upstream.calls.get();
        McpClient.Said said = client.post(McpClient.call(1, "read", "{\"path\":\"a\",\"Path\":\"b\"}"));
        assertTrue(said.has("unclear_params"), said::toString);
        assertEquals(before, rig.upstream.calls.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: +5\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Content-Length: 5\r\n Content-Length: 6\r\n",
                "Content-Length : 5\r\n",
            })
    void requests_whose_end_two_readers_would_see_elsewhere_are_refused(String framing) throws Exception {
        int before = rig.upstream.got.size();
        String request = "POST /mcp/box HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + rig.agent.string("agent_token")
                + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\n" + framing
                + "\r\n0\r\n\r\nPOST /mcp/box HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), rig.gateway.url().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes(request));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 5"), answer);
        }
        assertEquals(before, rig.upstream.got.size());
    }

    @Test
    void a_field_that_is_there_twice_is_refused() throws Exception {
        McpClient client = settled();
        McpClient.Said said = client.send(client.request(Map.of("Content-Type", "application/json"))
                .header("Mcp-Session-Id", "other")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(CALL))
                .build());
        refused(400, "header_mismatch", said);
        McpClient.Said other = client.post(CALL, Map.of("MCP-Protocol-Version", "2025-06-17"));
        refused(400, "header_mismatch", other);
    }
}
