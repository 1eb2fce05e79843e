package dev.sallyport.soc.sink;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.soc.export.JsonBody;
import dev.sallyport.soc.notice.Bounded;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.NoticeText;
import dev.sallyport.soc.notice.Severity;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Opsgenie's alerts, and those of Jira Service Management Operations, whose integration events have the same form at another
 * address. Repetitions are dropped there by {@code alias}. 202 only says that it was queued: what became of it is asked for, and
 * until it is known the attempt counts as unknown.
 */
public final class OpsgenieSink implements Sink {
    /** Opsgenie; support ends on 2027-04-05. */
    public static final URI OPSGENIE = URI.create("https://api.opsgenie.com/v2/alerts");

    /** Opsgenie in Europe. */
    public static final URI OPSGENIE_EU = URI.create("https://api.eu.opsgenie.com/v2/alerts");

    /** Jira Service Management Operations. */
    public static final URI JSM = URI.create("https://api.atlassian.com/jsm/ops/integration/v2/alerts");

    private static final int MESSAGE = 130;
    private static final int DESCRIPTION = 15_000;
    private static final int TAG = 50;
    private static final int SOURCE = 100;
    private static final int LOOKS = 6;
    private static final long LOOK_MILLIS = 500;

    private final URI alerts;
    private final Secret key;
    private final String source;

    /** @param alerts the collection of alerts, one of the constants here */
    public OpsgenieSink(URI alerts, Secret key, String source) {
        this.alerts = alerts;
        this.key = key;
        this.source = Bounded.cut(source, SOURCE);
    }

    @Override
    public Outcome tell(Told told, Line line) throws IOException {
        Notice notice = told.notice();
        boolean ends = notice.kind() == Kind.CLOSED;
        // What somebody took before it became critical has no alert there, and gets one now: critical incidents page.
        boolean first = !told.isKnown() && notice.severity() == Severity.CRITICAL;
        boolean takes = notice.kind() == Kind.UPDATED && notice.acknowledged() && !first;
        if ((ends || takes) && !told.isKnown()) {
            return new Outcome.Idle("no alert there to " + (ends ? "close" : "acknowledge"));
        }
        Heard heard = ends || takes
                ? line.ask(post(act(told, ends ? "close" : "acknowledge"), note(told)))
                : line.ask(post(alerts, alert(told)));
        if (heard.status() != 202) {
            return Outcome.of(heard);
        }
        String request = Heard.text(heard.json(), "requestId");
        return request.matches("[A-Za-z0-9._-]{1,100}")
                ? became(told, request, ends || takes, line)
                : new Outcome.Later("queued without a request id", OptionalLong.empty(), true);
    }

    /** Asks what became of a queued request. */
    private Outcome became(Told told, String request, boolean follows, Line line) throws IOException {
        Heard heard = line.ask(Ask.get(at("/requests/" + request), fields()));
        for (int i = 1; heard.status() == 404 && i < LOOKS; i++) {
            line.pause(LOOK_MILLIS);
            heard = line.ask(Ask.get(at("/requests/" + request), fields()));
        }
        if (heard.status() == 404) {
            return new Outcome.Later("queued, not done yet", OptionalLong.of(30), true);
        }
        if (!heard.isOk()) {
            return Outcome.of(heard);
        }
        if (Heard.text(heard.json(), "data", "success").equals("true")) {
            return Outcome.taken(alias(told));
        }
        // An end that was told before, or by a person there, leaves nothing open.
        return follows
                ? new Outcome.Taken(alias(told), "nothing was open there")
                : new Outcome.Never("queued, then refused");
    }

    private static String alias(Told told) {
        return told.incidentKey();
    }

    private URI at(String path) {
        return URI.create(alerts + path);
    }

    private URI act(Told told, String act) {
        return at("/" + URLEncoder.encode(alias(told), StandardCharsets.UTF_8) + "/" + act + "?identifierType=alias");
    }

    private Ask post(URI url, JsonObject body) {
        return new Ask(Ask.Method.POST, url, fields(), JsonBody.of(body));
    }

    private Map<String, String> fields() {
        return Map.of("Content-Type", "application/json", "Authorization", "GenieKey " + key.open());
    }

    private JsonObject note(Told told) {
        return JsonObject.builder()
                .put("source", source)
                .put("note", NoticeText.headline(told.notice()))
                .build();
    }

    private JsonObject alert(Told told) {
        Notice notice = told.notice();
        JsonObject.Builder details = JsonObject.builder();
        // The limits of a notice keep all of them together below the 8,000 characters that are taken.
        NoticeText.facts(notice).forEach(fact -> details.put(fact.label(), fact.value()));
        NoticeText.links(notice)
                .forEach(link -> details.put(link.label(), link.url().toString()));
        String rule = Bounded.cut("rule:" + notice.about().rule().id(), TAG);
        String team = Bounded.cut("team:" + notice.about().team(), TAG);
        return JsonObject.builder()
                .put("message", Bounded.cut(NoticeText.headline(notice), MESSAGE))
                .put("alias", alias(told))
                .put("description", Bounded.cut(NoticeText.page(notice), DESCRIPTION))
                .put("tags", JsonBody.texts(List.of(notice.severity().word(), team, rule)))
                .put("details", details.build())
                .put("entity", notice.about().agent())
                .put("priority", "P" + notice.severity().priority())
                .put("source", source)
                .build();
    }
}
