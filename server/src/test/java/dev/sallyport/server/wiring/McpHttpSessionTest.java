package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
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
            assertNotEquals(client.fields.get("Mcp-Session-Id"), got.field("mcp-session-id"));
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
}
