package dev.sallyport.server.channel;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.delivery.Revision;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.server.config.Channel;
import dev.sallyport.server.http.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A Slack app: messages through {@code chat.postMessage} and {@code chat.update}, answers through its interactivity address, signed
 * {@code v0=hex(HMAC-SHA256(secret, "v0:time:body"))} over the raw bytes. Slack says {@code ok:false} with status 200.
 *
 * <p>The page stands in a preformatted block, whose text Slack does not read as markup.
 */
final class SlackPlace implements Place {
    /** Slack takes about 9,600 characters in all blocks together; the rest of a message needs some. */
    private static final int ROOM = 6_000;

    private static final Set<String> PASSING = Set.of(
            "ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout");
    private static final String APPROVE = "sallyport_approve";
    private static final String REJECT = "sallyport_reject";
    private static final byte[] DOMAIN = Mac.bytes("sallyport/slack-button/1\n");

    private final Channel channel;
    private final Channel.Kind.Slack kind;
    private final String token;
    private final Mac mac;
    private final Wire wire;
    private final InstantSource clock;

    SlackPlace(Channel channel, Channel.Kind.Slack kind, String token, Mac mac, Wire wire, InstantSource clock) {
        this.channel = channel;
        this.kind = kind;
        this.token = token;
        this.mac = mac;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public int room() {
        return ROOM;
    }

    @Override
    public boolean alwaysTakes() {
        return true;
    }

    @Override
    public Sent send(Message message) throws IOException {
        return message.key().revision() == Revision.ASKED
                ? call("chat.postMessage", asked(message))
                : call("chat.update", closed(message));
    }

    private JsonObject asked(Message message) {
        List<Json> buttons = new ArrayList<>();
        if (message.approvable()) {
            buttons.add(button("Approve", "primary", APPROVE, message));
        }
        buttons.add(button("Reject", "danger", REJECT, message));
        message.link()
                .ifPresent(link -> buttons.add(JsonObject.builder()
                        .put("type", "button")
                        .put("text", plain("Open"))
                        .put("action_id", "sallyport_open")
                        .put("url", link.toString())
                        .build()));
        return JsonObject.builder()
                .put("channel", kind.conversation())
                .put("text", fallback(message))
                .put(
                        "blocks",
                        new JsonArray(List.of(
                                preformatted(message.page() + "\nrisk           " + message.risk()),
                                JsonObject.builder()
                                        .put("type", "actions")
                                        .put(
                                                "block_id",
                                                message.key().approval().value())
                                        .put("elements", new JsonArray(buttons))
                                        .build())))
                .put("unfurl_links", false)
                .put("unfurl_media", false)
                .build();
    }

    private JsonObject closed(Message message) {
        String[] where = message.reference().split(" ", 2);
        return JsonObject.builder()
                .put("channel", where[0])
                .put("ts", where.length > 1 ? where[1] : "")
                .put("text", escaped(message.page()))
                .put("blocks", new JsonArray(List.of(preformatted(message.page()))))
                .build();
    }

    private JsonObject button(String text, String style, String action, Message message) {
        String approval = message.key().approval().value();
        String hash = message.text("action_hash");
        return JsonObject.builder()
                .put("type", "button")
                .put("text", plain(text))
                .put("style", style)
                .put("action_id", action)
                .put("value", approval + " " + hash + " " + seal(action, approval, hash))
                .build();
    }

    /** Ties a button to its approval, its action and this channel. */
    private String seal(String action, String approval, String hash) {
        return HexFormat.of()
                .formatHex(mac.of(DOMAIN, Mac.bytes(channel.name() + "\n" + action + "\n" + approval + "\n" + hash)));
    }

    private static JsonObject plain(String text) {
        return JsonObject.builder().put("type", "plain_text").put("text", text).build();
    }

    private static JsonObject preformatted(String text) {
        JsonObject run =
                JsonObject.builder().put("type", "text").put("text", text).build();
        JsonObject block = JsonObject.builder()
                .put("type", "rich_text_preformatted")
                .put("elements", new JsonArray(List.of(run)))
                .build();
        return JsonObject.builder()
                .put("type", "rich_text")
                .put("elements", new JsonArray(List.of(block)))
                .build();
    }

    private static String fallback(Message message) {
        return escaped("An action waits for " + message.text("approver_group") + ": approval "
                + message.key().approval().value());
    }

    /** What Slack would read as markup in a text. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private Sent call(String method, JsonObject body) throws IOException {
        Wire.Heard heard = post(method, body);
        if (!heard.isOk()) {
            return Sent.of(heard);
        }
        if (!(parsed(heard.body()) instanceof JsonObject said)) {
            return new Sent.Later("answer is no JSON", OptionalLong.empty());
        }
        if (JsonBoolean.TRUE.equals(said.get("ok"))) {
            return new Sent.Taken(text(said, "channel") + " " + text(said, "ts"));
        }
        String error = text(said, "error");
        String why = "slack: " + (error.matches("[a-z_]{1,60}") ? error : "unknown error");
        return PASSING.contains(error) ? new Sent.Later(why, heard.retryAfterSeconds()) : new Sent.Never(why);
    }

    private Wire.Heard post(String method, JsonObject body) throws IOException {
        URI base = kind.api();
        URI url = URI.create(base + (base.toString().endsWith("/") ? "" : "/") + method);
        return wire.post(
                url,
                channel.reach(),
                Map.of("Content-Type", "application/json; charset=utf-8", "Authorization", "Bearer " + token),
                JsonText.bytes(body));
    }

    @Override
    public void tell(String who, String text) {
        String user = who.substring(who.indexOf('/') + 1);
        Thread.ofVirtual().name("sallyport-slack-note").start(() -> {
            try {
                post(
                        "chat.postEphemeral",
                        JsonObject.builder()
                                .put("channel", kind.conversation())
                                .put("user", user)
                                .put("text", escaped("Not recorded: " + text))
                                .build());
            } catch (IOException | RuntimeException e) {
                return; // the note is a courtesy; what counts was answered
            }
        });
    }

    @Override
    public Reading read(Incoming request) {
        String time = request.field("X-Slack-Request-Timestamp");
        if (!Freshness.isNear(time, clock.millis())) {
            return new Reading.Refused("signature_stale", "its time is missing or more than 300 s away");
        }
        byte[] expected = mac.of(Mac.bytes("v0:" + time + ":"), request.body());
        String given = request.field("X-Slack-Signature");
        if (!Mac.same("v0=" + HexFormat.of().formatHex(expected), given)) {
            return Freshness.REFUSED;
        }
        try {
            return interaction(Fields.of("payload", StrictJson.parse(payload(request.body()))), given);
        } catch (MalformedJson | FormBroken | IllegalArgumentException e) {
            return new Reading.Refused("wrong_form", "the body is no interaction of Slack");
        }
    }

    private static byte[] payload(byte[] body) {
        String form = new String(body, StandardCharsets.UTF_8);
        if (!form.startsWith("payload=") || form.indexOf('&') >= 0) {
            throw new IllegalArgumentException("no single payload");
        }
        return URLDecoder.decode(form.substring("payload=".length()), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);
    }

    private Reading interaction(Fields payload, String signature) {
        List<Json> actions = payload.items("actions");
        if (!payload.text("type").equals("block_actions") || actions.size() != 1) {
            return new Reading.Nothing();
        }
        Fields action = Fields.of("action", actions.getFirst());
        String name = action.text("action_id");
        if (!name.equals(APPROVE) && !name.equals(REJECT)) {
            return new Reading.Nothing();
        }
        Fields user = payload.object("user");
        // The team of the person, not only of the app: in a shared channel people of other companies click, too.
        if (!user.text("team_id").equals(kind.team())) {
            return new Reading.Refused("team_unknown", "whoever clicked is of another workspace");
        }
        String[] value = action.text("value").split(" ");
        if (value.length != 3 || !Mac.same(seal(name, value[0], value[1]), value[2])) {
            return new Reading.Refused("signature_refused", "the button is not one this gateway made");
        }
        return new Reading.Answer(user.text("id"), value[0], value[1], name.equals(APPROVE), signature);
    }

    private static Json parsed(byte[] body) {
        try {
            return StrictJson.parse(body);
        } catch (MalformedJson e) {
            return new JsonArray(List.of());
        }
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }
}
