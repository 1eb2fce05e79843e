package dev.sallyport.server.wiring;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Frames of a client that means no good, or whose bytes were damaged, from a seed. Confined to one thread. */
final class HostileFrames {
    /** What nobody pinned. */
    static final String UNPINNED = "unpinned";

    private static final List<String> WHOLE = List.of(
            McpClient.call(1, "read", "{\"path\":\"x\"}"),
            McpClient.call("\"id\"", UNPINNED, "{\"a\":[1,2,{\"b\":null}]}"),
            McpClient.statelessCall(3, "read", "{\"path\":\"x\"}"),
            McpClient.statelessCall(3, UNPINNED, "{}"),
            "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/list\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"read\",\"arguments\":{}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}",
            "{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"ping\",\"params\":{\"method\":\"tools/call\",\"name\":\"read\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}");

    private static final List<String> PIECES = List.of(
            "\"id\":1,",
            "\"Id\":2,",
            "\"method\":\"tools/call\",",
            "\"METHOD\":\"tools/call\",",
            "\"params\":{\"name\":\"" + UNPINNED + "\"},",
            "\"name\":\"" + UNPINNED + "\",",
            "\"Name\":\"" + UNPINNED + "\",",
            "\"arguments\":{},",
            "\"jsonrpc\":\"2.0\",",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\\u0000",
            "\u202e",
            "\ud83d",
            "1e999",
            "-0",
            "\ufeff",
            "9".repeat(400));

    private final Random random;

    HostileFrames(Random random) {
        this.random = random;
    }

    /** The next one. */
    byte[] next() {
        return switch (random.nextInt(12)) {
            case 0 -> bytes("[" + whole() + "," + whole() + "]");
            case 1 -> bytes("[".repeat(1 + random.nextInt(20_000)));
            case 2 -> bytes(McpClient.call(1, "read", "{\"a\":".repeat(200) + "1" + "}".repeat(200)));
            case 3 -> bytes(whole().replaceFirst("\"id\":", "\"id\":" + "9".repeat(20 + random.nextInt(400))));
            case 4 -> bytes(whole().replace("tools/call", anyCase("tools/call")));
            case 5 -> bytes(whole().replace("\"id\":", "\"id\":8,\"id\":"));
            case 6 -> bytes(whole().replace("\"name\":", "\"name\":\"" + UNPINNED + "\",\"name\":"));
            case 7, 8 -> bytes(McpClient.call(random.nextInt(100), "read", "{\"path\":\"" + random.nextInt() + "\"}"));
            default -> damaged(bytes(whole()));
        };
    }

    private String whole() {
        return WHOLE.get(random.nextInt(WHOLE.size()));
    }

    private String anyCase(String text) {
        StringBuilder mixed = new StringBuilder();
        text.chars()
                .forEach(c -> mixed.append(
                        random.nextBoolean() ? Character.toString(c) : Character.toString(Character.toUpperCase(c))));
        return mixed.toString();
    }

    private byte[] damaged(byte[] frame) {
        byte[] bytes = frame;
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, at);
            switch (random.nextInt(4)) {
                case 0 -> out.write(random.nextInt(256));
                case 1 -> out.writeBytes(bytes(PIECES.get(random.nextInt(PIECES.size()))));
                case 2 -> at = Math.min(bytes.length, at + 1 + random.nextInt(6));
                default -> out.write(bytes, 0, at);
            }
            out.write(bytes, at, bytes.length - at);
            bytes = out.toByteArray();
        }
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
