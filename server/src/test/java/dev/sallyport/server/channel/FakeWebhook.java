package dev.sallyport.server.channel;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.server.http.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of Standard Webhooks, written from that description and not from the gateway's code. */
public final class FakeWebhook {
    static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    public static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    private FakeWebhook() {}

    /** Takes what is signed and fresh at that time, as {@code spec/channel} describes it. */
    static FakeService.Answer judge(FakeService.Request request, long nowSeconds) {
        String id = request.field("webhook-id");
        String time = request.field("webhook-timestamp");
        require(!id.isEmpty() && id.length() <= 256, "webhook-id");
        require(Math.abs(Long.parseLong(time) - nowSeconds) <= 300, "webhook-timestamp");
        require(request.field("webhook-signature").equals(sign(id, time, request.body())), "webhook-signature");
        require(request.field("content-type").equals("application/json"), "content-type");
        JsonObject body = (JsonObject) StrictJson.parse(request.body());
        for (String member : new String[] {"type", "approval", "page", "risk", "approvable", "whole"}) {
            require(body.get(member) != null, "member " + member);
        }
        return FakeService.Answer.of(204);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    static String sign(String id, String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            mac.update((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An answer as a receiver would send it. */
    public static byte[] answer(JsonObject approval, String person, String word) {
        return JsonText.bytes(JsonObject.builder()
                .put("type", "approval.answer")
                .put("approval_id", String.valueOf(text(approval, "approval_id")))
                .put("action_hash", String.valueOf(text(approval, "action_hash")))
                .put("person", person)
                .put("answer", word)
                .build());
    }

    static String text(JsonObject object, String member) {
        return object.get(member) instanceof dev.sallyport.action.json.JsonString text ? text.value() : "";
    }

    /** The header fields of a signed request. */
    public static Map<String, String> signed(String id, long seconds, byte[] body) {
        String time = Long.toString(seconds);
        return new HashMap<>(
                Map.of("webhook-id", id, "webhook-timestamp", time, "webhook-signature", sign(id, time, body)));
    }
}
