package dev.sallyport.server.channel;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.server.config.Channel;
import dev.sallyport.server.http.JsonText;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;

/**
 * Any receiver: JSON signed as Standard Webhooks 1.0 signs, {@code v1,base64(HMAC-SHA256(secret, id.timestamp.body))}, over the raw
 * bytes. Answers come back signed the same way. What is said and what is answered are told apart by {@code type}, so a message
 * sent back is no answer.
 */
final class WebhookPlace implements Place {
    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final int ROOM = 200_000;
    private static final String VERSION = "v1,";

    private final Channel channel;
    private final Channel.Kind.Webhook kind;
    private final Mac mac;
    private final Wire wire;
    private final InstantSource clock;

    WebhookPlace(Channel channel, Channel.Kind.Webhook kind, Mac mac, Wire wire, InstantSource clock) {
        this.channel = channel;
        this.kind = kind;
        this.mac = mac;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public Sent send(Message message) throws IOException {
        byte[] body = JsonText.bytes(body(message));
        String id = message.key().text();
        String time = Long.toString(clock.millis() / 1000);
        return Sent.of(wire.post(
                kind.url(),
                channel.reach(),
                Map.of(
                        "Content-Type",
                        "application/json",
                        ID,
                        id,
                        TIMESTAMP,
                        time,
                        SIGNATURE,
                        signature(id, time, body)),
                body));
    }

    @Override
    public int room() {
        return ROOM;
    }

    private static JsonObject body(Message message) {
        JsonObject.Builder out = JsonObject.builder()
                .put("type", "approval." + message.key().revision().name().toLowerCase(java.util.Locale.ROOT))
                .put("approval", message.isWhole() ? message.approval() : message.summary())
                .put("whole", message.isWhole())
                .put("page", message.page())
                .put("risk", message.risk())
                .put("approvable", message.approvable());
        message.link().ifPresent(link -> out.put("link", link.toString()));
        return out.build();
    }

    private String signature(String id, String time, byte[] body) {
        byte[] signed = mac.of(Mac.bytes(id + "." + time + "."), body);
        return VERSION + Base64.getEncoder().encodeToString(signed);
    }

    @Override
    public Reading read(Incoming request) {
        String id = request.field(ID);
        String time = request.field(TIMESTAMP);
        if (!Freshness.isNear(time, clock.millis())) {
            return new Reading.Refused("signature_stale", "its time is missing or more than 300 s away");
        }
        String expected = signature(id, time, request.body());
        boolean signed = false;
        for (String given : request.field(SIGNATURE).split(" ")) { // several while a secret is being changed
            signed |= Mac.same(expected, given);
        }
        return signed && !id.isEmpty() ? answer(id, request.body()) : Freshness.REFUSED;
    }

    private static Reading answer(String id, byte[] body) {
        try {
            Fields f = Fields.of("answer", StrictJson.parse(body));
            if (!f.text("type").equals("approval.answer")) {
                return new Reading.Refused("wrong_form", "only `approval.answer` is taken here");
            }
            String word = f.text("answer");
            if (!word.equals("approve") && !word.equals("reject")) {
                return new Reading.Refused("wrong_form", "`answer` takes approve or reject");
            }
            Reading.Answer answer = new Reading.Answer(
                    f.text("person"), f.text("approval_id"), f.text("action_hash"), word.equals("approve"), id);
            f.end();
            return answer;
        } catch (MalformedJson | FormBroken e) {
            return new Reading.Refused("wrong_form", "the body is no answer as spec/channel describes it");
        }
    }
}
