package dev.sallyport.server.channel;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.server.http.JsonText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Slack as its documents describe it: {@code ok:false} with status 200 for most faults, limits of blocks and buttons, the total of
 * characters that nobody documents, and interactions signed v0.
 */
final class FakeSlack {
    static final String TOKEN = "xox" + "b-0000-not-a-real-token";
    static final String SIGNING = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final int TOTAL = 9_597;

    private int posted;

    FakeService.Answer judge(FakeService.Request request) {
        if (!request.field("authorization").equals("Bearer " + TOKEN)) {
            return no("invalid_auth");
        }
        if (!request.field("content-type").equals("application/json; charset=utf-8")) {
            return no("missing_charset");
        }
        JsonObject body = (JsonObject) StrictJson.parse(request.body());
        return switch (request.path()) {
            case "/api/chat.postMessage", "/api/chat.update" -> message(request.path(), body);
            case "/api/chat.postEphemeral" -> text(body, "user").isEmpty() ? no("user_not_in_channel") : yes("");
            default -> no("unknown_method");
        };
    }

    private FakeService.Answer message(String method, JsonObject body) {
        if (!text(body, "channel").equals("C0123")) {
            return no("channel_not_found");
        }
        if (text(body, "text").isEmpty()) {
            return no("no_text");
        }
        if (method.endsWith("update") && !text(body, "ts").equals("1700000000.000001")) {
            return no("message_not_found");
        }
        List<Json> blocks = items(body, "blocks");
        if (blocks.isEmpty() || blocks.size() > 50) {
            return no("invalid_blocks");
        }
        Set<String> ids = new HashSet<>();
        int[] total = {0};
        boolean fit = blocks.stream().allMatch(block -> isBlock((JsonObject) block, ids, total));
        if (!fit) {
            return no("invalid_blocks");
        }
        if (total[0] > TOTAL) {
            return no("msg_blocks_too_long");
        }
        posted++;
        return yes("1700000000.00000" + (method.endsWith("update") ? 1 : posted));
    }

    private static boolean isBlock(JsonObject block, Set<String> ids, int[] total) {
        List<Json> elements = items(block, "elements");
        return switch (text(block, "type")) {
            case "rich_text" ->
                elements.stream()
                        .allMatch(e -> text((JsonObject) e, "type").equals("rich_text_preformatted")
                                && items((JsonObject) e, "elements").stream()
                                        .allMatch(t -> isText((JsonObject) t, total)));
            case "actions" ->
                text(block, "block_id").length() <= 255
                        && !elements.isEmpty()
                        && elements.size() <= 25
                        && elements.stream().allMatch(e -> isButton((JsonObject) e, ids));
            default -> false;
        };
    }

    private static boolean isText(JsonObject run, int[] total) {
        total[0] += text(run, "text").length();
        return text(run, "type").equals("text") && !text(run, "text").isEmpty();
    }

    private static boolean isButton(JsonObject button, Set<String> ids) {
        JsonObject label = object(button, "text");
        String style = text(button, "style");
        return text(button, "type").equals("button")
                && text(label, "type").equals("plain_text")
                && text(label, "text").length() <= 75
                && text(button, "value").length() <= 2000
                && text(button, "url").length() <= 3000
                && (style.isEmpty() || style.equals("primary") || style.equals("danger"))
                && !text(button, "action_id").isEmpty()
                && ids.add(text(button, "action_id"));
    }

    static List<Json> items(JsonObject object, String member) {
        return object.get(member) instanceof JsonArray array ? array.items() : List.of();
    }

    static JsonObject object(JsonObject object, String member) {
        return object.get(member) instanceof JsonObject found ? found : JsonObject.of();
    }

    static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }

    private static FakeService.Answer no(String error) {
        return new FakeService.Answer(
                200, Map.of("Content-Type", "application/json"), "{\"ok\":false,\"error\":\"" + error + "\"}");
    }

    private static FakeService.Answer yes(String ts) {
        return new FakeService.Answer(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"ok\":true,\"channel\":\"C0123\",\"ts\":\"" + ts + "\"}");
    }

    /** The value of a message's button; empty if it has none of that kind. */
    static String button(FakeService.Request message, String action) {
        JsonObject body = (JsonObject) StrictJson.parse(message.body());
        for (Json block : items(body, "blocks")) {
            for (Json element : items((JsonObject) block, "elements")) {
                if (text((JsonObject) element, "action_id").equals(action)) {
                    return text((JsonObject) element, "value");
                }
            }
        }
        return "";
    }

    /** The body Slack sends when a person of a team clicks. */
    static byte[] click(String team, String user, String action, String value) {
        JsonObject payload = JsonObject.builder()
                .put("type", "block_actions")
                .put(
                        "user",
                        JsonObject.builder()
                                .put("id", user)
                                .put("team_id", team)
                                .put("username", "someone")
                                .build())
                .put("team", JsonObject.builder().put("id", team).build())
                .put("trigger_id", "123.456.abc")
                .put(
                        "actions",
                        new JsonArray(List.of(JsonObject.builder()
                                .put("action_id", action)
                                .put("block_id", "b")
                                .put("value", value)
                                .put("type", "button")
                                .put("action_ts", "1700000000.1")
                                .build())))
                .build();
        String text = new String(JsonText.bytes(payload), StandardCharsets.UTF_8);
        return ("payload=" + URLEncoder.encode(text, StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
    }

    static Map<String, String> signed(long seconds, byte[] body) {
        return Map.of(
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Slack-Request-Timestamp",
                Long.toString(seconds),
                "X-Slack-Signature",
                "v0=" + sign(seconds, body));
    }

    private static String sign(long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SIGNING.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(("v0:" + seconds + ":").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
