package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of MCP over HTTP can't have more of: sessions, and time. */
@Timeout(60)
class McpHttpLimitsTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    private static McpOverHttp rig(String settings) throws Exception {
        return new McpOverHttp(SettingsFile.parse("limits.yaml", settings), "read");
    }

    private static McpClient.Said initialize(McpClient client) {
        return client.post("{\"jsonrpc\":\"2.0\",\"id\":\"init\",\"method\":\"initialize\",\"params\":"
                + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                + "\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}}");
    }

    private static void refused(String code, McpClient.Said said) {
        assertEquals(429, said.status(), said::toString);
        assertEquals("60", said.field("retry-after"), said::toString);
        assertTrue(said.has("\"code\":\"" + code + "\"") && said.has("\"id\":\"init\""), said::toString);
    }

    @Test
    void an_agent_that_has_all_its_sessions_is_told_to_come_back_later_and_others_are_not() throws Exception {
        try (McpOverHttp rig = rig("mcp: {sessions: {each: 2, all: 3}}")) {
            McpClient first = rig.client().open("2025-11-25");
            rig.client().open("2025-11-25");
            refused("too_many_sessions", initialize(rig.client()));
            String other = rig.register("b").string("agent_token");
            rig.client("box", other).open("2025-11-25");
            refused("too_many_sessions", initialize(rig.client("box", other)));
            assertEquals(200, first.delete().status());
            rig.client("box", other).open("2025-11-25");
            assertEquals(3, rig.gateway.core.mcp().open());
            assertEquals(4, rig.upstream.received("\"initialize\""), "a refused client costs the server nothing");
        }
    }

    @Test
    void a_session_that_nobody_used_for_long_enough_makes_room_and_one_in_use_stays() throws Exception {
        try (McpOverHttp rig = rig("mcp: {sessions: {each: 2, idle: 1s}}")) {
            McpClient idle = rig.client().open("2025-11-25");
            McpClient used = rig.client().open("2025-11-25");
            McpClient.Said said = initialize(rig.client());
            for (long end = System.nanoTime() + 20_000_000_000L;
                    said.status() != 200;
                    said = initialize(rig.client())) {
                refused("too_many_sessions", said);
                assertTrue(System.nanoTime() < end, "the idle session stays open");
                assertEquals(200, used.post(LIST).status());
            }
            McpClient.Said gone = idle.post(LIST);
            assertEquals(404, gone.status(), gone::toString);
            assertTrue(gone.has("session_unknown"), gone::toString);
            assertEquals(200, used.post(LIST).status());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_body_that_does_not_arrive_ends_with_the_deadline_however_it_is_sent(boolean trickles) throws Exception {
        try (McpOverHttp rig = rig("limits: {idle_timeout: 1s, body_timeout: 1s}")) {
            McpClient client = rig.client().open("2025-11-25");
            HostileRequests.Caller caller = new HostileRequests.Caller(rig.agent.string("agent_token"), "");
            String said = HostileRequests.stalled(rig.gateway.url().getPort(), caller, trickles);
            // With bytes of the client unread the answer may be lost to a reset; the connection is gone in any case.
            assertTrue(
                    (trickles && said.isEmpty()) || (said.startsWith("HTTP/1.1 408") && said.contains("body_too_slow")),
                    said);
            assertEquals(0, rig.upstream.calls.get());
            assertTrue(client.post(McpClient.call(1, "read", "{}")).has("done"));
        }
    }
}
