package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP over HTTP in the revision without sessions, 2026-07-28. */
@Timeout(60)
class McpHttpStatelessTest {
    private static final Map<String, String> READ = McpClient.stateless("tools/call", Optional.of("read"));

    @Test
    void a_call_is_judged_sent_with_fields_made_from_its_body_and_answered() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            McpClient client = rig.client();
            McpClient.Said list = client.post(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{" + McpClient.META + "}}",
                    McpClient.stateless("tools/list", Optional.empty()));
            assertTrue(list.status() == 200 && list.has("\"read\""), list::toString);
            McpClient.Said said = client.post(McpClient.statelessCall(2, "read", "{\"path\" : \"x\"}"), READ);
            assertTrue(said.status() == 200 && said.has("done") && said.has("\"id\":2"), said::toString);
            FakeUpstream.Got got = rig.upstream.last("\"tools/call\"");
            assertEquals("2026-07-28", got.field("mcp-protocol-version"));
            assertEquals("tools/call", got.field("mcp-method"));
            assertEquals("read", got.field("mcp-name"));
            assertEquals("", got.field("mcp-session-id"));
            assertTrue(got.body().contains("\"arguments\":{\"path\":\"x\"}"), got.body());
        }
    }

    @Test
    void two_clients_use_one_id_at_the_same_time_and_each_hears_its_own_answer() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            CountDownLatch both = new CountDownLatch(2);
            rig.upstream.onCall = (self, exchange, request) -> {
                both.countDown();
                try {
                    assertTrue(both.await(20, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                String path = new String(request.bytes(), StandardCharsets.UTF_8).contains("one") ? "one" : "two";
                self.json(exchange, 200, self.result(request, FakeUpstream.done("for " + path)));
            };
            McpClient client = rig.client();
            String[] heard = new String[2];
            Thread one = Thread.ofVirtual()
                    .start(() -> heard[0] = client.post(McpClient.statelessCall(1, "read", "{\"path\":\"one\"}"), READ)
                            .body());
            heard[1] = client.post(McpClient.statelessCall(1, "read", "{\"path\":\"two\"}"), READ)
                    .body();
            one.join();
            assertTrue(heard[0].contains("for one"), heard[0]);
            assertTrue(heard[1].contains("for two"), heard[1]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MCP-Protocol-Version, ''",
        "MCP-Protocol-Version, 2026-08-01",
        "MCP-Protocol-Version, 2025-11-25",
        "MCP-Protocol-Version, latest",
        "Mcp-Method, ''",
        "Mcp-Method, tools/list",
        "Mcp-Method, Tools/Call",
        "Mcp-Name, ''",
        "Mcp-Name, other",
        "Mcp-Name, =?base64?!!!?=",
        "Mcp-Name, =?base64?b3RoZXI=?=",
    })
    void fields_that_do_not_say_what_the_body_says_are_refused_before_the_server(String name, String value)
            throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read", "other")) {
            Map<String, String> fields = new HashMap<>(READ);
            fields.put(name, value);
            McpClient.Said said = rig.client().post(McpClient.statelessCall(1, "read", "{}"), fields);
            assertEquals(400, said.status(), said::toString);
            assertTrue(said.has("-32020") && said.has("header_mismatch"), said::toString);
            assertEquals(0, rig.upstream.got.size());
        }
    }

    @Test
    void a_revision_nobody_here_knows_is_the_servers_to_refuse_if_the_body_names_it_too() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{"
                    + McpClient.META.replace("2026-07-28", "v999.0.0") + "}}";
            Map<String, String> fields = McpClient.stateless("server/discover", Optional.empty());
            fields.put("MCP-Protocol-Version", "v999.0.0");
            assertEquals(200, rig.client().post(list, fields).status());
            assertEquals("v999.0.0", rig.upstream.last("server/discover").field("mcp-protocol-version"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"protocolVersion", "clientCapabilities"})
    void a_request_without_what_every_request_has_is_refused_before_the_server(String member) throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            String call = McpClient.statelessCall(1, "read", "{}").replace("/" + member, "/other");
            McpClient.Said said = rig.client().post(call, READ);
            assertEquals(400, said.status(), said::toString);
            assertTrue(said.has("-32602") && said.has("meta_incomplete"), said::toString);
            assertEquals(0, rig.upstream.got.size());
        }
    }

    @Test
    void a_task_is_named_in_the_field_that_says_what_a_request_is_about() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            String get = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/get\",\"params\":{\"taskId\":\"t1\","
                    + McpClient.META + "}}";
            McpClient.Said said = rig.client().post(get, McpClient.stateless("tasks/get", Optional.of("t2")));
            assertTrue(said.has("header_mismatch"), said::toString);
            assertEquals(0, rig.upstream.received("tasks/get"));
            for (Optional<String> name : List.of(Optional.of("t1"), Optional.<String>empty())) {
                assertEquals(
                        200,
                        rig.client()
                                .post(get, McpClient.stateless("tasks/get", name))
                                .status());
                assertEquals("t1", rig.upstream.last("tasks/get").field("mcp-name"));
            }
        }
    }

    @Test
    void a_method_that_its_revision_dropped_is_unknown() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            String subscribe = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/subscribe\",\"params\":{"
                    + "\"uri\":\"x\"," + McpClient.META + "}}";
            McpClient.Said said =
                    rig.client().post(subscribe, McpClient.stateless("resources/subscribe", Optional.empty()));
            assertEquals(404, said.status(), said::toString);
            assertTrue(said.has("-32601"), said::toString);
            assertEquals(0, rig.upstream.received("resources/subscribe"));
        }
    }

    @Test
    void a_name_beyond_ascii_is_compared_and_sent_encoded() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("lës")) {
            String encoded =
                    "=?base64?" + Base64.getEncoder().encodeToString("lës".getBytes(StandardCharsets.UTF_8)) + "?=";
            McpClient.Said said = rig.client()
                    .post(
                            McpClient.statelessCall(1, "lës", "{}"),
                            McpClient.stateless("tools/call", Optional.of(encoded)));
            assertTrue(said.has("done"), said::toString);
            assertEquals(encoded, rig.upstream.last("\"tools/call\"").field("mcp-name"));
        }
    }

    @Test
    void arguments_that_a_tool_wants_in_fields_are_compared_and_made_anew_and_others_are_dropped() throws Exception {
        try (McpOverHttp rig = new McpOverHttp()) {
            rig.upstream.offerEntry(
                    "ask",
                    "{\"name\":\"ask\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"}}}}");
            rig.pin("box");
            McpClient client = rig.client();
            Map<String, String> fields = McpClient.stateless("tools/call", Optional.of("ask"));
            String call = McpClient.statelessCall(1, "ask", "{\"region\":\"north\"}");
            assertEquals(400, client.post(call, fields).status());
            fields.put("Mcp-Param-Region", "south");
            assertEquals(400, client.post(call, fields).status());
            assertEquals(0, rig.upstream.calls.get());
            fields.put("Mcp-Param-Region", "north");
            fields.put("Mcp-Param-Other", "smuggled");
            fields.put("X-Anything", "smuggled");
            McpClient.Said said = client.post(call, fields);
            assertTrue(said.has("done"), said::toString);
            FakeUpstream.Got got = rig.upstream.last("\"tools/call\"");
            assertEquals("north", got.field("mcp-param-region"));
            assertFalse(got.fields().toString().contains("smuggled"), got::toString);
        }
    }

    @Test
    void a_client_that_leaves_has_cancelled_its_call() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            rig.asking();
            McpClient client = rig.client();
            String call = McpClient.statelessCall(1, "read", "{}")
                    .replace("\"_meta\":{", "\"_meta\":{\"progressToken\":\"t\",");
            McpClient.Lines lines = client.postStream(call, READ);
            String line = lines.until("waiting for approval");
            String approval = line.substring(line.indexOf("approval ") + "approval ".length())
                    .split(" ", 2)[0];
            lines.close();
            for (long end = System.nanoTime() + 40_000_000_000L; ; ) {
                String status = rig.gateway
                        .client
                        .get("/v1/approvals/" + approval, rig.gateway.operator)
                        .string("status");
                if (status.equals("INVALIDATED")) {
                    break;
                }
                assertTrue(System.nanoTime() < end, status);
                Thread.onSpinWait();
            }
            assertEquals(0, rig.upstream.calls.get());
        }
    }

    @Test
    void an_error_of_the_server_keeps_the_status_that_goes_with_it() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            rig.upstream.onCall = (self, exchange, request) -> self.json(exchange, 400, self.error(request, -32021));
            McpClient.Said said = rig.client().post(McpClient.statelessCall(1, "read", "{}"), READ);
            assertTrue(said.status() == 400 && said.has("-32021"), said::toString);
            McpClient.Said unknown = rig.client()
                    .post(
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\",\"params\":{" + McpClient.META + "}}",
                            McpClient.stateless("no/such", Optional.empty()));
            assertTrue(unknown.status() == 404 && unknown.has("-32601"), unknown::toString);
        }
    }
}
