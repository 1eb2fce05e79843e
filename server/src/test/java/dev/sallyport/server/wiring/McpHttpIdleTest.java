package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session costs that nobody uses; the fake server's own memory is counted in. */
@Tag("slow")
class McpHttpIdleTest {
    private static final int SESSIONS = 1_000;
    private static final long MOST_BYTES = 80 << 10;

    @Test
    @Timeout(300)
    void a_session_without_requests_holds_little_memory_and_no_thread() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            McpClient client = rig.client();
            open(client);
            long before = usedBytes();
            int threads = Thread.getAllStackTraces().size();
            for (int i = 0; i < SESSIONS; i++) {
                open(client);
            }
            long each = (usedBytes() - before) / SESSIONS;
            System.out.println("idle session: " + each + " bytes, of " + SESSIONS);
            assertEquals(SESSIONS + 1, rig.gateway.core.mcp().open());
            assertTrue(each <= MOST_BYTES, each + " bytes");
            assertTrue(Thread.getAllStackTraces().size() <= threads + 20, "platform threads grew with the sessions");
        }
    }

    private static void open(McpClient client) {
        client.fields.remove("Mcp-Session-Id");
        client.fields.remove("MCP-Protocol-Version");
        client.open("2025-11-25");
        assertTrue(client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")
                .has("read"));
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
