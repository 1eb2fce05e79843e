package dev.sallyport.soc.sink;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
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
import java.util.OptionalLong;
import java.util.Set;

/**
 * Slack, {@code chat.postMessage}: the first notice is a message, the next ones stand in its thread. Slack says {@code ok:false}
 * with status 200, and takes no key that would drop a repetition; so an attempt whose end is unknown is first looked for by its
 * metadata. That needs the scope {@code channels:history} (or {@code groups:history}); without it a message may come twice.
 */
public final class SlackSink implements Sink {
    /** Where the methods are. */
    public static final URI API = URI.create("https://slack.com/api/");

    /** Slack takes some 9,600 characters in all blocks together, which is written nowhere; so we stay well below. */
    static final int TOTAL = 8_000;

    private static final int HEADER = 150;
    private static final String EVENT = "sallyport_notice";
    private static final Set<String> PASSING = Set.of(
            "ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout");

    private final URI api;
    private final String conversation;
    private final Secret token;

    /**
     * @param api what the methods are below, ending in a slash
     * @param conversation the id of the conversation
     */
    public SlackSink(URI api, String conversation, Secret token) {
        this.api = api;
        this.conversation = conversation;
        this.token = token;
    }

    @Override
    public Outcome tell(Told told, Line line) throws IOException {
        if (told.mayExist()) {
            String found = find(told, line);
            if (!found.isEmpty()) {
                return Outcome.taken(told.isKnown() ? told.reference() : found);
            }
        }
        line.creating();
        Heard heard = line.ask(post("chat.postMessage", message(told)));
        if (!heard.isOk()) {
            return Outcome.of(heard);
        }
        Json said = heard.json();
        if (Heard.text(said, "ok").equals("true")) {
            return Outcome.taken(told.isKnown() ? told.reference() : Heard.text(said, "ts"));
        }
        String error = Heard.text(said, "error");
        if (error.isEmpty()) {
            return new Outcome.Later("answer is no JSON", OptionalLong.empty(), true);
        }
        String why = "slack: " + (error.matches("[a-z_]{1,60}") ? error : "unknown error");
        return PASSING.contains(error)
                ? new Outcome.Later(why, heard.retryAfterSeconds(), !error.contains("rate"))
                : new Outcome.Never(why);
    }

    /** The time stamp of the message that an earlier attempt left there; empty if none is seen. */
    private String find(Told told, Line line) throws IOException {
        String since = Long.toString(Math.max(0, told.creatingMillis() / 1000 - 60));
        String method = told.isKnown() ? "conversations.replies" : "conversations.history";
        String query = "?channel=" + conversation + (told.isKnown() ? "&ts=" + told.reference() : "") + "&oldest="
                + since + "&limit=100&include_all_metadata=true";
        Heard heard = line.ask(Ask.get(api.resolve(method + query), authorization()));
        boolean barred = Heard.text(heard.json(), "error").equals("missing_scope");
        if (!barred && !Heard.text(heard.json(), "ok").equals("true")) {
            throw new IOException("status " + heard.status() + " to a look for an earlier message");
        }
        for (Json message : Heard.items(heard.json(), "messages")) {
            if (Heard.text(message, "metadata", "event_type").equals(EVENT)
                    && Heard.text(message, "metadata", "event_payload", "key").equals(told.key())) {
                return Heard.text(message, "ts");
            }
        }
        return "";
    }

    private Ask post(String method, JsonObject body) {
        return new Ask(Ask.Method.POST, api.resolve(method), authorization(), JsonBody.of(body));
    }

    private Map<String, String> authorization() {
        return Map.of("Content-Type", "application/json; charset=utf-8", "Authorization", "Bearer " + token.open());
    }

    private JsonObject message(Told told) {
        Notice notice = told.notice();
        String headline = NoticeText.headline(notice);
        List<Json> blocks = new ArrayList<>();
        blocks.add(JsonObject.builder()
                .put("type", "header")
                .put(
                        "text",
                        JsonObject.builder()
                                .put("type", "plain_text")
                                .put("text", Bounded.cut(headline, HEADER))
                                .build())
                .build());
        List<NoticeText.Link> links = NoticeText.links(notice);
        int taken = HEADER
                + links.stream()
                        .mapToInt(link ->
                                link.url().toString().length() + link.label().length() + 2)
                        .sum();
        blocks.add(rich("rich_text_preformatted", List.of(run(Bounded.cut(NoticeText.page(notice), TOTAL - taken)))));
        if (!links.isEmpty()) {
            blocks.add(rich("rich_text_section", linked(links)));
        }
        JsonObject.Builder out = JsonObject.builder()
                .put("channel", conversation)
                .put("text", escaped(headline))
                .put("blocks", new JsonArray(blocks))
                .put("unfurl_links", false)
                .put("unfurl_media", false)
                .put("metadata", metadata(told));
        if (told.isKnown()) {
            out.put("thread_ts", told.reference());
        }
        return out.build();
    }

    private static JsonObject metadata(Told told) {
        JsonObject payload = JsonObject.builder()
                .put("key", told.key())
                .put("incident", told.notice().incident())
                .build();
        return JsonObject.builder()
                .put("event_type", EVENT)
                .put("event_payload", payload)
                .build();
    }

    private static List<Json> linked(List<NoticeText.Link> links) {
        List<Json> out = new ArrayList<>();
        for (NoticeText.Link link : links) {
            out.add(JsonObject.builder()
                    .put("type", "link")
                    .put("url", link.url().toString())
                    .put("text", link.label())
                    .build());
            out.add(run("  "));
        }
        return out;
    }

    private static JsonObject run(String text) {
        return JsonObject.builder().put("type", "text").put("text", text).build();
    }

    private static JsonObject rich(String type, List<Json> runs) {
        JsonObject inner = JsonObject.builder()
                .put("type", type)
                .put("elements", new JsonArray(runs))
                .build();
        return JsonObject.builder()
                .put("type", "rich_text")
                .put("elements", JsonBody.one(inner))
                .build();
    }

    /** What Slack would read as markup in a text. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
