package dev.sallyport.soc.sink;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.soc.export.JsonBody;
import dev.sallyport.soc.notice.Bounded;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.NoticeText;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Microsoft Teams workflow that posts an Adaptive Card. 202 says that the flow began, not that the card stands in a channel;
 * a workflow can neither be asked nor told to change a card, so an attempt whose answer was lost may be shown twice.
 */
public final class TeamsSink implements Sink {
    private static final int LIMIT_BYTES = 28 * 1_024;
    private static final int PAGE = 6_000;

    private final URI url;

    /** @param url the workflow's address, which is a secret: whoever knows it can post */
    public TeamsSink(URI url) {
        this.url = url;
    }

    @Override
    public Outcome tell(Told told, Line line) throws IOException {
        byte[] body = JsonBody.of(message(told, PAGE));
        if (body.length > LIMIT_BYTES) {
            body = JsonBody.of(message(told, PAGE / 4));
        }
        Heard heard = line.ask(new Ask(Ask.Method.POST, url, Map.of("Content-Type", "application/json"), body));
        return heard.isOk() ? Outcome.taken("card") : Outcome.of(heard);
    }

    private static JsonObject message(Told told, int room) {
        Notice notice = told.notice();
        List<Json> body = new ArrayList<>();
        body.add(line(NoticeText.headline(notice), true));
        Bounded.cut(NoticeText.page(notice), room).lines().forEach(text -> body.add(line(text, false)));
        body.add(line("notice: " + told.key(), false));
        List<Json> actions = NoticeText.links(notice).stream()
                .filter(link -> "https".equals(link.url().getScheme()))
                .<Json>map(link -> JsonObject.builder()
                        .put("type", "Action.OpenUrl")
                        .put("title", link.label())
                        .put("url", link.url().toString())
                        .build())
                .toList();
        JsonObject.Builder card = JsonObject.builder()
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4")
                .put("body", new JsonArray(body));
        if (!actions.isEmpty()) {
            card.put("actions", new JsonArray(actions));
        }
        JsonObject attachment = JsonObject.builder()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .put("contentUrl", JsonNull.NULL)
                .put("content", card.build())
                .build();
        return JsonObject.builder()
                .put("type", "message")
                .put("attachments", JsonBody.one(attachment))
                .build();
    }

    /** A run of text is shown as it is; a text block would be read as Markdown. */
    private static JsonObject line(String text, boolean strong) {
        JsonObject.Builder run = JsonObject.builder().put("type", "TextRun").put("text", text.isEmpty() ? " " : text);
        if (strong) {
            run.put("weight", "Bolder");
        }
        return JsonObject.builder()
                .put("type", "RichTextBlock")
                .put("inlines", JsonBody.one(run.build()))
                .build();
    }
}
