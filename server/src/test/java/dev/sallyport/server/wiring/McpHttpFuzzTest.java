package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Hostile frames from a seed: every one is answered, none reaches the server except as a call that was judged, and no answer holds what
 * belongs to another agent.
 */
class McpHttpFuzzTest {
    private static final String SECRET = "belongs-to-another";
    private static final List<String> FRAMES = List.of(
            McpClient.call(1, "read", "{\"path\":\"x\"}"),
            McpClient.call("\"id\"", "deny", "{\"a\":[1,2,{\"b\":null}]}"),
            McpClient.statelessCall(3, "read", "{\"path\":\"x\"}"),
            "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/list\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
            "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}");
    private static final List<String> PIECES = List.of(
            "\"id\":1,",
            "\"Id\":2,",
            "\"method\":\"tools/call\",",
            "\"METHOD\":\"tools/call\",",
            "[",
            "]",
            "{",
            "}",
            "\\u0000",
            "\u202e",
            "1e999",
            "-0",
            "\"jsonrpc\":\"2.0\",",
            "9".repeat(400),
            "\"name\":\"deny\",",
            "\"arguments\":{},",
            ",",
            "\ud83d");

    @Test
    @Timeout(120)
    void a_thousand_hostile_frames() throws Exception {
        run(1_000, 20_261_121);
    }

    @Test
    @Tag("slow")
    @Timeout(600)
    void ten_thousand_hostile_frames() throws Exception {
        run(10_000, System.nanoTime());
    }

    private static void run(int frames, long seed) throws Exception {
        Random random = new Random(seed);
        String how = "seed " + seed;
        try (McpOverHttp rig = new McpOverHttp("read")) {
            rig.upstream.offer("deny", "is pinned by nobody");
            McpClient other =
                    rig.client("box", rig.register("b").string("agent_token")).open("2025-11-25");
            rig.upstream.onCall = (self, exchange, request) -> {
                boolean theirs = new String(request.bytes(), StandardCharsets.UTF_8).contains(SECRET);
                self.json(exchange, 200, self.result(request, FakeUpstream.done(theirs ? SECRET : "mine")));
            };
            assertTrue(other.post(McpClient.call(1, "read", "{\"path\":\"" + SECRET + "\"}"))
                    .has(SECRET));
            McpClient client = rig.client().open("2025-11-25");
            for (int i = 0; i < frames; i++) {
                McpClient.Said said = client.post(frame(random), fields(random));
                String at = how + " frame " + i + ": " + said;
                assertTrue(said.status() >= 200 && said.status() < 500, at);
                assertFalse(said.has(SECRET), at);
                if (said.status() == 404 && said.has("session_unknown")) {
                    client.fields.remove("Mcp-Session-Id");
                    client.fields.remove("MCP-Protocol-Version");
                    client.open("2025-11-25");
                }
            }
            for (FakeUpstream.Got got : rig.upstream.got) {
                assertFalse(
                        got.body().contains("\"name\":\"deny\""), how + ": a denied call reached the server: " + got);
                assertFalse(got.fields().toString().contains("sp_ag_"), how + ": a token reached the server");
            }
            assertTrue(
                    other.post(McpClient.call(2, "read", "{\"path\":\"" + SECRET + "\"}"))
                            .has(SECRET),
                    how);
            assertEquals(0, rig.upstream.received("\"METHOD\""), how);
        }
    }

    private static byte[] frame(Random random) {
        byte[] bytes = FRAMES.get(random.nextInt(FRAMES.size())).getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> out.write(random.nextInt(256));
            case 1 -> out.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
            case 2 -> at = Math.min(bytes.length, at + 1 + random.nextInt(6));
            default -> out.write(bytes, 0, at);
        }
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }

    private static Map<String, String> fields(Random random) {
        Map<String, String> fields = new HashMap<>();
        switch (random.nextInt(8)) {
            case 0 -> fields.putAll(McpClient.stateless("tools/call", Optional.of("read")));
            case 1 -> fields.putAll(McpClient.stateless("tools/list", Optional.of("deny")));
            case 2 -> fields.put("Mcp-Session-Id", "guess" + random.nextInt());
            case 3 -> fields.put("MCP-Protocol-Version", "2025-1" + random.nextInt(10));
            default -> {}
        }
        return fields;
    }
}
