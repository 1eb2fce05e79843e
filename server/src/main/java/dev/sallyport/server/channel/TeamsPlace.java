package dev.sallyport.server.channel;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.delivery.Revision;
import dev.sallyport.server.config.Channel;
import dev.sallyport.server.http.JsonText;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A Microsoft Teams workflow that posts an Adaptive Card. A workflow can't sign what it sends, so nothing is answered through it:
 * the card leads to the console. Nor can it change a card it posted, so how an approval ended is not told there.
 */
final class TeamsPlace implements Place {
    /** A message may have about 28 KB, and a character of the page may take several bytes and an escape. */
    private static final int ROOM = 4_000;

    private final Channel channel;
    private final URI url;
    private final Wire wire;

    TeamsPlace(Channel channel, URI url, Wire wire) {
        this.channel = channel;
        this.url = url;
        this.wire = wire;
    }

    @Override
    public int room() {
        return ROOM;
    }

    @Override
    public Sent send(Message message) throws IOException {
        if (message.key().revision() != Revision.ASKED) {
            return new Sent.Taken("");
        }
        byte[] body = JsonText.bytes(posted(message));
        return Sent.of(wire.post(url, channel.reach(), Map.of("Content-Type", "application/json"), body));
    }

    private static JsonObject posted(Message message) {
        JsonObject attachment = JsonObject.builder()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .put("contentUrl", JsonNull.NULL)
                .put("content", card(message))
                .build();
        return JsonObject.builder()
                .put("type", "message")
                .put("attachments", new JsonArray(List.of(attachment)))
                .build();
    }

    private static JsonObject card(Message message) {
        List<Json> lines = message.page().lines().<Json>map(TeamsPlace::line).toList();
        JsonObject.Builder card = JsonObject.builder()
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4")
                .put("body", new JsonArray(lines));
        message.link()
                .ifPresent(link -> card.put(
                        "actions",
                        new JsonArray(List.of(JsonObject.builder()
                                .put("type", "Action.OpenUrl")
                                .put("title", "Answer on the console")
                                .put("url", link.toString())
                                .build()))));
        return card.build();
    }

    /** A run of text is shown as it is; a text block would be read as Markdown. */
    private static JsonObject line(String text) {
        JsonObject run = JsonObject.builder()
                .put("type", "TextRun")
                .put("text", text.isEmpty() ? " " : text)
                .put("fontType", "Monospace")
                .build();
        return JsonObject.builder()
                .put("type", "RichTextBlock")
                .put("inlines", new JsonArray(List.of(run)))
                .build();
    }

    @Override
    public Reading read(Incoming request) {
        return new Reading.Refused("signature_refused", "nothing is answered through Teams; answer on the console");
    }
}
