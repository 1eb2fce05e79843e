package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP over HTTP in the revisions that begin with initialize. */
@Timeout(60)
class McpHttpSessionTest {
    @ParameterizedTest
    @ValueSource(strings = {"2025-03-26", "2025-06-18", "2025-11-25"})
    void a_pinned_tool_is_listed_called_and_recorded(String version) throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            McpClient client = rig.client().open(version);
            McpClient.Said list = client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
            assertTrue(list.has("\"read\""), list::toString);
            long before = rig.gateway.journal.receiptCount(MemoryGateway.TENANT);
            McpClient.Said said = client.post(McpClient.call(2, "read", "{\"path\" : \"x\"}"));
            assertEquals(200, said.status(), said::toString);
            assertTrue(said.has("done") && said.has("\"id\":2"), said::toString);
            assertTrue(rig.gateway.journal.receiptCount(MemoryGateway.TENANT) > before);
            FakeUpstream.Got got = rig.upstream.last("tools/call");
            assertTrue(got.body().contains("{\"arguments\":{\"path\":\"x\"},\"name\":\"read\"}"), got.body());
            assertEquals(version, got.field("mcp-protocol-version"));
            assertNotEquals(client.fields.getOrDefault("Mcp-Session-Id", ""), got.field("mcp-session-id"));
            assertTrue(rig.upstream.sessions.contains(got.field("mcp-session-id")));
            assertEquals("", got.field("authorization"), "the agent's token stays here");
        }
    }

    @Test
    void a_tool_nobody_pinned_is_refused_on_the_record_and_never_reaches_the_server() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            rig.upstream.offer("other", "is new");
            McpClient client = rig.client().open("2025-11-25");
            McpClient.Said list = client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
            assertFalse(list.has("other"), list::toString);
            McpClient.Said said = client.post(McpClient.call(2, "other", "{}"));
            assertTrue(said.has("tool_unknown") && said.has("isError") && said.has("receipt_id"), said::toString);
            assertEquals(0, rig.upstream.calls.get());
        }
    }

    @Test
    void closing_a_session_closes_the_servers_and_it_is_unknown_from_then_on() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            McpClient client = rig.client().open("2025-11-25");
            assertEquals(200, client.delete().status());
            McpClient.Said said = client.post(McpClient.call(2, "read", "{}"));
            assertEquals(404, said.status());
            assertTrue(said.has("session_unknown"), said::toString);
            assertEquals(404, client.get(Map.of()).status());
            for (long end = System.nanoTime() + 10_000_000_000L; !rig.upstream.sessions.isEmpty(); ) {
                assertTrue(System.nanoTime() < end, "the server's session stays open");
                Thread.onSpinWait();
            }
        }
    }

    private static String event(String id, String json) {
        return (id.isEmpty() ? "" : "id: " + id + "\n") + "data: " + json + "\n\n";
    }

    private static String progress(String token) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":\"" + token
                + "\",\"progress\":1}}";
    }

    @Test
    void what_a_server_says_before_its_answer_comes_on_the_stream_of_that_request_alone() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            rig.upstream.onCall = (self, exchange, request) -> self.events(
                    exchange, event("", progress("t")) + event("", self.result(request, FakeUpstream.done("late"))));
            McpClient client = rig.client().open("2025-11-25");
            try (McpClient.Lines lines = client.postStream(McpClient.call(7, "read", "{}"), Map.of())) {
                String all = lines.rest();
                assertTrue(all.indexOf("notifications/progress") < all.indexOf("late"), all);
                assertTrue(all.startsWith("id: ") && all.contains("\"id\":7"), all);
            }
        }
    }

    @Test
    void a_server_asks_the_client_back_in_the_midst_of_a_call() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            CountDownLatch answered = new CountDownLatch(1);
            rig.upstream.onCall = (self, exchange, request) -> {
                self.begin(exchange);
                exchange.getResponseBody()
                        .write(event("", "{\"jsonrpc\":\"2.0\",\"id\":\"ask\",\"method\":\"roots/list\"}")
                                .getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                await(answered);
                exchange.getResponseBody()
                        .write(event("", self.result(request, FakeUpstream.done("with roots")))
                                .getBytes(StandardCharsets.UTF_8));
                exchange.close();
            };
            McpClient client = rig.client().open("2025-11-25");
            try (McpClient.Lines lines = client.postStream(McpClient.call(7, "read", "{}"), Map.of())) {
                lines.until("roots/list");
                McpClient.Said said = client.post("{\"jsonrpc\":\"2.0\",\"id\":\"ask\",\"result\":{\"roots\":[]}}");
                assertEquals(202, said.status(), said::toString);
                while (rig.upstream.received("\"roots\":[]") == 0) {
                    Thread.onSpinWait();
                }
                answered.countDown();
                lines.until("with roots");
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_a_server_says_of_its_own_accord_comes_on_the_standing_stream() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            McpClient client = rig.client().open("2025-11-25");
            try (McpClient.Lines lines = client.get(Map.of())) {
                assertEquals(200, lines.status());
                rig.upstream.standing.add(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":\"hi\"}}");
                lines.until("\"hi\"");
            }
        }
    }

    @Test
    void a_client_that_lost_its_stream_goes_on_behind_the_event_it_names() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            CountDownLatch left = new CountDownLatch(1);
            rig.upstream.onCall = (self, exchange, request) -> {
                self.begin(exchange);
                exchange.getResponseBody().write(event("", progress("t")).getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                await(left);
                exchange.getResponseBody()
                        .write(event("", self.result(request, FakeUpstream.done("missed")))
                                .getBytes(StandardCharsets.UTF_8));
                exchange.close();
            };
            McpClient client = rig.client().open("2025-11-25");
            String id;
            try (McpClient.Lines lines = client.postStream(McpClient.call(7, "read", "{}"), Map.of())) {
                id = lines.until("id: 2-1").substring("id: ".length());
                lines.until("notifications/progress");
            }
            left.countDown();
            try (McpClient.Lines lines = client.get(Map.of("Last-Event-ID", id))) {
                String rest = lines.rest();
                assertTrue(rest.contains("missed") && !rest.contains("notifications/progress"), rest);
            }
            McpClient other =
                    rig.client("box", rig.register("b").string("agent_token")).open("2025-11-25");
            assertEquals(400, other.get(Map.of("Last-Event-ID", id)).status());
        }
    }

    @Test
    void a_servers_stream_that_broke_off_is_gone_on_with() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            rig.upstream.onCall = (self, exchange, request) -> self.events(exchange, event("e1", progress("t")));
            rig.upstream.onResume = (self, exchange, request) -> {
                assertEquals("e1", exchange.getRequestHeaders().getFirst("Last-Event-ID"));
                self.events(
                        exchange,
                        event(
                                "e2",
                                self.result(
                                        FakeUpstream.request(McpClient.call(7, "read", "{}")),
                                        FakeUpstream.done("resumed"))));
            };
            McpClient client = rig.client().open("2025-11-25");
            try (McpClient.Lines lines = client.postStream(McpClient.call(7, "read", "{}"), Map.of())) {
                lines.until("resumed");
            }
            assertEquals(1, rig.upstream.calls.get());
        }
    }

    @Test
    void a_client_that_the_server_sends_away_comes_back_for_its_answer() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            CountDownLatch left = new CountDownLatch(1);
            rig.upstream.onCall = (self, exchange, request) -> self.events(exchange, "retry: 10\n" + event("e1", ""));
            rig.upstream.onResume = (self, exchange, request) -> {
                await(left);
                self.events(
                        exchange,
                        event(
                                "e2",
                                self.result(
                                        FakeUpstream.request(McpClient.call(7, "read", "{}")),
                                        FakeUpstream.done("resumed"))));
            };
            McpClient client = rig.client().open("2025-11-25");
            String last;
            try (McpClient.Lines lines = client.postStream(McpClient.call(7, "read", "{}"), Map.of())) {
                last = lines.until("id: ").substring("id: ".length());
                String rest = lines.rest();
                assertTrue(rest.startsWith("retry: ") && !rest.contains("resumed"), rest);
            }
            left.countDown();
            try (McpClient.Lines lines = client.get(Map.of("Last-Event-ID", last))) {
                lines.until("resumed");
            }
            assertEquals(1, rig.upstream.calls.get());
        }
    }

    @Test
    void which_of_the_sessions_revisions_the_version_field_names_does_not_matter() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            McpClient client = rig.client().open("2025-11-25");
            assertTrue(client.post(McpClient.call(1, "read", "{}"), Map.of("MCP-Protocol-Version", "2025-03-26"))
                    .has("done"));
            assertEquals("2025-11-25", rig.upstream.last("tools/call").field("mcp-protocol-version"));
        }
    }

    @Test
    void a_session_the_server_forgot_is_opened_anew_once_and_the_client_notices_nothing() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            McpClient client = rig.client().open("2025-11-25");
            assertTrue(client.post(McpClient.call(1, "read", "{}")).has("done"));
            rig.upstream.sessions.clear();
            McpClient.Said said = client.post(McpClient.call(2, "read", "{}"));
            assertTrue(said.status() == 200 && said.has("done"), said::toString);
            rig.upstream.restart();
            said = client.post(McpClient.call(3, "read", "{}"));
            assertTrue(said.status() == 200 && said.has("done"), said::toString);
            assertEquals(3, rig.upstream.calls.get());
            assertEquals(3, rig.upstream.received("\"initialize\""));
        }
    }

    @Test
    void a_tool_that_is_another_after_the_server_forgot_is_not_called() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            McpClient client = rig.client().open("2025-11-25");
            assertTrue(client.post(McpClient.call(1, "read", "{}")).has("done"));
            rig.upstream.sessions.clear();
            rig.upstream.offer("read", "does something else");
            McpClient.Said said = client.post(McpClient.call(2, "read", "{}"));
            assertTrue(said.has("tool_drifted"), said::toString);
            assertEquals(1, rig.upstream.calls.get());
        }
    }

    @Test
    void a_server_that_is_gone_is_an_error_with_a_code() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            McpClient client = rig.client().open("2025-11-25");
            assertTrue(client.post(McpClient.call(1, "read", "{}")).has("done"));
            rig.upstream.close();
            McpClient.Said said = client.post(McpClient.call(2, "read", "{}"));
            assertTrue(said.has("upstream_") && said.has("-32012"), said::toString);
        }
    }

    @Test
    void sessions_of_two_agents_share_ids_and_nothing_else() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            rig.upstream.onCall = (self, exchange, request) -> {
                String session = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
                self.json(exchange, 200, self.result(request, FakeUpstream.done("for " + session)));
            };
            McpClient one = rig.client().open("2025-11-25");
            McpClient other =
                    rig.client("box", rig.register("b").string("agent_token")).open("2025-11-25");
            String first = one.post(McpClient.call(1, "read", "{}")).body();
            String second = other.post(McpClient.call(1, "read", "{}")).body();
            assertNotEquals(first, second);
            McpClient.Said stolen = other.post(
                    McpClient.call(1, "read", "{}"),
                    Map.of("Mcp-Session-Id", one.fields.getOrDefault("Mcp-Session-Id", "")));
            assertEquals(404, stolen.status());
            assertTrue(stolen.has("session_unknown"), stolen::toString);
        }
    }

    @Test
    void a_held_call_waits_for_a_person_and_tells_of_it() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            rig.asking();
            String person = TestGateway.settled(
                    rig.gateway.client,
                    rig.gateway.client.post("/v1/approvers", rig.gateway.operator, "{\"name\":\"ann\"}"));
            McpClient client = rig.client().open("2025-11-25");
            String call = McpClient.call(1, "read", "{}")
                    .replace("\"params\":{", "\"params\":{\"_meta\":{\"progressToken\":\"t\"},");
            try (McpClient.Lines lines = client.postStream(call, Map.of())) {
                String line = lines.until("waiting for approval");
                String approval = line.substring(line.indexOf("approval ") + "approval ".length())
                        .split(" ", 2)[0];
                assertEquals(0, rig.upstream.calls.get());
                Heard vote = rig.gateway.client.post("/v1/approvals/" + approval + "/approve", person, "{}");
                assertEquals(200, vote.status(), vote::toString);
                lines.until("done");
            }
            assertEquals(1, rig.upstream.calls.get());
        }
    }

    @Test
    void a_cancelled_held_call_is_withdrawn_and_never_runs() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            rig.asking();
            McpClient client = rig.client().open("2025-11-25");
            String call = McpClient.call(1, "read", "{}")
                    .replace("\"params\":{", "\"params\":{\"_meta\":{\"progressToken\":\"t\"},");
            try (McpClient.Lines lines = client.postStream(call, Map.of())) {
                lines.until("waiting for approval");
                client.post(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
                assertFalse(lines.rest().contains("\"id\":1"));
            }
            assertEquals(0, rig.upstream.calls.get());
        }
    }
}
