package dev.sallyport.connect.mcp.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.frame.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Frames that are damaged at random, from both sides. Nothing the proxy does throws, and every tool call that reached the server was
 * released with the same parameters.
 */
class FuzzTest {
    private static final List<String> CLIENT = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"read\",\"arguments\":{\"path\":\"a\"}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"deny_it\",\"arguments\":{\"n\":1.5}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/call\",\"params\":{\"name\":\"hold_it\",\"_meta\":{\"progressToken\":1}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"resources/read\",\"params\":{\"uri\":\"x\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\",\"params\":{\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":6,\"result\":{\"roots\":[]}}");

    private static final List<String> SERVER = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[],\"isError\":true}}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"sallyport:t:1\",\"result\":{\"tools\":[{\"name\":\"read\"}]}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"roots/list\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"tools\":[],\"nextCursor\":\"1\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-1,\"message\":\"no\"}}");

    @Test
    void damagedFrames_breakNothing_andNothingUngatedPasses() throws Exception {
        run(new Random().nextLong(), 4_000);
    }

    @Test
    @Tag("slow")
    void damagedFrames_forALongTime() throws Exception {
        for (int i = 0; i < 50; i++) {
            run(new Random().nextLong(), 20_000);
        }
    }

    private static void run(long seed, int rounds) throws Exception {
        Random random = new Random(seed);
        List<String> thrown = new CopyOnWriteArrayList<>();
        try (Rig rig = Rig.with("read", "deny_it", "hold_it")) {
            for (int i = 0; i < rounds; i++) {
                if (i % 200 == 0) {
                    // A whole call, so that the calls in flight get their turn; then a forged list is too old to count.
                    rig.client(Rig.call("\"probe" + i + "\"", "read", "{}"));
                    rig.answerTo("\"probe" + i + "\"");
                    rig.nanos.addAndGet(2 * ProxyLimits.DEFAULT.freshMillis() * 1_000_000);
                }
                boolean client = random.nextInt(3) > 0;
                List<String> from = client ? CLIENT : SERVER;
                byte[] frame =
                        damaged(random, from.get(random.nextInt(from.size())).getBytes(StandardCharsets.UTF_8));
                String where = "seed " + seed + ", round " + i + ": " + new String(frame, StandardCharsets.ISO_8859_1);
                rig.feed(client, frame, e -> thrown.add(where + ": " + e));
            }
            rig.settle();
            rig.proxy.end("over", "the test is over");
            assertTrue(rig.proxy.awaitOutcomes(20_000), "threads are left behind, seed " + seed);
            rig.settle();
            assertEquals(List.of(), thrown);
            for (Counted reached : List.of(
                    Counted.DISPATCHED,
                    Counted.REFUSED,
                    Counted.HELD,
                    Counted.SERVER_UNREADABLE,
                    Counted.CLIENT_UNREADABLE)) {
                assertTrue(rig.counters.count(reached) > 0, reached + " was never reached, seed " + seed);
            }
            rig.server.received.forEach(frame ->
                    assertTrue(gated(rig, frame), "seed " + seed + ", reached the server: " + FakeServer.text(frame)));
        }
    }

    /** Reads a frame as loosely as a careless server would: any mention of a call counts. */
    private static boolean gated(Rig rig, byte[] bytes) {
        return switch (FrameReader.ofClient(bytes)) {
            case Frame.Request request ->
                request.method().equals("tools/call")
                        ? released(rig, request)
                        : Method.passes(request.method(), Era.of(request.params()));
            case Frame.Notification notification -> notification.method().startsWith("notifications/");
            case Frame.Answer answer -> true;
            case Frame.Unreadable unreadable -> false;
        };
    }

    private static boolean released(Rig rig, Frame.Request request) {
        byte[] params = Reply.bytes(request.params());
        return rig.door.releasedParams.contains(ScriptedDoor.key(params))
                && Arrays.equals(request.bytes(), Reply.request(request.rawId(), request.method(), params));
    }

    private static byte[] damaged(Random random, byte[] frame) {
        byte[] bytes = frame.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "{}[]\",:\\ 019eE-.tn".charAt(random.nextInt(18));
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 3 -> bytes = spliced(bytes, at, bytes, random.nextInt(bytes.length));
                case 4 -> bytes[at] ^= 0x20;
                default -> {
                    String other = CLIENT.get(random.nextInt(CLIENT.size()));
                    bytes = spliced(bytes, at, other.getBytes(StandardCharsets.UTF_8), random.nextInt(other.length()));
                }
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] head, int upTo, byte[] tail, int from) {
        byte[] out = Arrays.copyOf(head, upTo + tail.length - from);
        System.arraycopy(tail, from, out, upTo, tail.length - from);
        return out;
    }
}
