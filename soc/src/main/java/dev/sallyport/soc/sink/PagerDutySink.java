package dev.sallyport.soc.sink;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.soc.export.JsonBody;
import dev.sallyport.soc.notice.Bounded;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.NoticeText;
import dev.sallyport.soc.notice.Severity;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * PagerDuty, Events API version 2. Repetitions are dropped there by {@code dedup_key}. An acknowledgement or a resolution of
 * something that was never triggered through this key would be dropped there without an error, so it is not sent.
 */
public final class PagerDutySink implements Sink {
    /** The service in the United States. */
    public static final URI US = URI.create("https://events.pagerduty.com");

    /** The service in Europe. */
    public static final URI EU = URI.create("https://events.eu.pagerduty.com");

    private static final int SUMMARY = 1_024;
    private static final long SLOW_DOWN_SECONDS = 60;

    private final URI url;
    private final Secret key;
    private final String source;

    /**
     * @param key the routing key, 32 characters
     * @param source what is named as the source, the gateway
     */
    public PagerDutySink(URI base, Secret key, String source) {
        this.url = base.resolve("/v2/enqueue");
        this.key = key;
        this.source = source;
    }

    @Override
    public Outcome tell(Told told, Line line) throws IOException {
        String action = action(told);
        if (!action.equals("trigger") && !told.isKnown()) {
            return new Outcome.Idle("nothing triggered there to " + action);
        }
        Ask ask = new Ask(
                Ask.Method.POST, url, Map.of("Content-Type", "application/json"), JsonBody.of(body(told, action)));
        Heard heard = line.ask(ask);
        if (heard.status() == 429 && heard.retryAfterSeconds().isEmpty()) {
            return new Outcome.Later("status 429", OptionalLong.of(SLOW_DOWN_SECONDS), false);
        }
        return heard.status() == 202 ? Outcome.taken(told.incidentKey()) : Outcome.of(heard);
    }

    /** What somebody took before it became critical was never triggered there, and is now: critical incidents page. */
    private static String action(Told told) {
        Notice notice = told.notice();
        boolean first = !told.isKnown() && notice.severity() == Severity.CRITICAL;
        return notice.kind() == Kind.CLOSED
                ? "resolve"
                : notice.kind() == Kind.UPDATED && notice.acknowledged() && !first ? "acknowledge" : "trigger";
    }

    private JsonObject body(Told told, String action) {
        JsonObject.Builder out = JsonObject.builder()
                .put("routing_key", key.open())
                .put("event_action", action)
                .put("dedup_key", told.incidentKey());
        if (!action.equals("trigger")) {
            return out.build();
        }
        Notice notice = told.notice();
        JsonObject.Builder details =
                JsonObject.builder().put("sentence", notice.about().sentence());
        NoticeText.facts(notice).forEach(fact -> details.put(fact.label().replace(' ', '_'), fact.value()));
        out.put("client", "Sallyport")
                .put(
                        "payload",
                        JsonObject.builder()
                                .put("summary", Bounded.cut(NoticeText.headline(notice), SUMMARY))
                                .put("source", source)
                                .put("severity", severity(notice.severity()))
                                .put(
                                        "timestamp",
                                        Instant.ofEpochMilli(notice.times().eventMillis())
                                                .toString())
                                .put(
                                        "component",
                                        notice.about().agent().isEmpty()
                                                ? "gateway"
                                                : notice.about().agent())
                                .put("group", notice.about().team())
                                .put("class", notice.about().rule().id())
                                .put("custom_details", details.build())
                                .build());
        List<Json> links = NoticeText.links(notice).stream()
                .<Json>map(link -> JsonObject.builder()
                        .put("href", link.url().toString())
                        .put("text", link.label())
                        .build())
                .toList();
        if (!links.isEmpty()) {
            out.put("links", new JsonArray(links));
        }
        notice.links().console().ifPresent(there -> out.put("client_url", there.toString()));
        return out.build();
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "critical";
            case HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "info";
        };
    }
}
