package dev.sallyport.connect.mcp.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the gate does not touch arrives with its bytes, in both directions, however it is written. */
class PassThroughTest {
    private static final List<String> PASSING = List.of(
            "ping",
            "prompts/list",
            "resources/list",
            "resources/templates/list",
            "logging/setLevel",
            "tasks/get",
            "tasks/cancel",
            "server/discover");

    @Test
    void requestsAnswersAndNotifications_keepTheirBytes() throws Exception {
        long seed = new Random().nextLong();
        Written written = new Written(new Random(seed));
        try (Rig rig = Rig.with("read")) {
            for (int i = 0; i < 300; i++) {
                String where = "seed " + seed + ", round " + i;
                String request = written.message(
                        "\"id\"",
                        written.id(i),
                        "\"method\"",
                        "\"" + PASSING.get(written.below(PASSING.size())) + "\"",
                        "\"params\"",
                        written.object(2));
                rig.client(request);
                rig.settle();
                assertEquals(request, FakeServer.text(rig.server.received.getLast()), where);
                rig.next();

                String notification =
                        written.message("\"method\"", "\"notifications/x\"", "\"params\"", written.object(2));
                rig.client(notification);
                rig.settle();
                assertEquals(notification, FakeServer.text(rig.server.received.getLast()), where);

                String asked = written.message(
                        "\"id\"",
                        written.id(i),
                        "\"method\"",
                        "\"sampling/createMessage\"",
                        "\"params\"",
                        written.object(3));
                rig.server.say(asked);
                assertEquals(asked, rig.next(), where);
                String answer = written.message("\"id\"", "" + written.lastId(), "\"result\"", written.object(3));
                rig.client(answer);
                rig.settle();
                assertEquals(answer, FakeServer.text(rig.server.received.getLast()), where);

                String told =
                        written.message("\"method\"", "\"notifications/message\"", "\"params\"", written.object(3));
                rig.server.say(told);
                assertEquals(told, rig.next(), where);
            }
        }
    }

    /** Writes JSON in many ways. */
    private static final class Written {
        private final Random random;
        private String lastId = "0";

        Written(Random random) {
            this.random = random;
        }

        int below(int n) {
            return random.nextInt(n);
        }

        String id(int i) {
            lastId = switch (below(4)) {
                case 0 -> "" + i;
                case 1 -> i + ".0";
                case 2 -> "\"r" + i + "\"";
                default -> "\"\\u0072" + i + "x\"";
            };
            return lastId;
        }

        String lastId() {
            return lastId;
        }

        String message(String... members) {
            List<String> parts = new ArrayList<>(List.of("\"jsonrpc\"" + space() + ":" + space() + "\"2.0\""));
            for (int i = 0; i < members.length; i += 2) {
                parts.add(below(parts.size() + 1), members[i] + space() + ":" + space() + members[i + 1]);
            }
            return space() + "{" + space() + String.join(space() + "," + space(), parts) + space() + "}" + space();
        }

        String object(int depth) {
            List<String> members = new ArrayList<>();
            for (int i = below(4); i > 0; i--) {
                members.add("\"m" + i + "\":" + space() + value(depth));
            }
            return "{" + String.join(",", members) + space() + "}";
        }

        private String value(int depth) {
            return switch (below(depth > 0 ? 8 : 6)) {
                case 0 -> "null";
                case 1 -> "true";
                case 2 -> "98.70";
                case 3 -> "-1.5e3";
                case 4 -> "\"\\u00e9\\n\\/ é 😀\"";
                case 5 -> "" + below(1_000_000);
                case 6 -> "[" + value(depth - 1) + space() + "," + value(depth - 1) + "]";
                default -> object(depth - 1);
            };
        }

        private String space() {
            return switch (below(5)) {
                case 0 -> " ";
                case 1 -> "\t";
                default -> "";
            };
        }
    }
}
