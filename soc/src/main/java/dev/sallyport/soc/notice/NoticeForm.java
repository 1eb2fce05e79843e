package dev.sallyport.soc.notice;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.identity.TenantId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A notice as JSON, for keeping it until it was told. */
public final class NoticeForm {
    private static final String WHAT = "notice";

    private NoticeForm() {}

    /** The canonical text. */
    public static String text(Notice notice) {
        return new String(CanonicalForm.of(json(notice), Scheme.SALLYPORT_JCS_2), StandardCharsets.UTF_8);
    }

    private static JsonObject json(Notice n) {
        return JsonObject.builder()
                .put("tenant", n.tenant().value())
                .put("incident", n.incident())
                .put("revision", n.revision())
                .put("kind", n.kind().word())
                .put("acknowledged", n.acknowledged())
                .put("severity", n.severity().word())
                .put("about", about(n.about()))
                .put(
                        "counts",
                        JsonObject.builder()
                                .put("alerts", n.counts().alerts())
                                .put("events", n.counts().events())
                                .put("receipts", n.counts().receipts())
                                .put("merged", n.counts().merged())
                                .build())
                .put(
                        "times",
                        JsonObject.builder()
                                .put("event", n.times().eventMillis())
                                .put("received", n.times().receivedMillis())
                                .put("evaluated", n.times().evaluatedMillis())
                                .put("notified", n.times().notifiedMillis())
                                .build())
                .put("links", links(n.links()))
                .put(
                        "receipts",
                        new JsonArray(
                                n.receipts().stream().<Json>map(JsonString::new).toList()))
                .build();
    }

    private static JsonObject about(Notice.About about) {
        RuleName rule = about.rule();
        return JsonObject.builder()
                .put("title", about.title())
                .put("sentence", about.sentence())
                .put("agent", about.agent())
                .put("team", about.team())
                .put("rule", rule.id())
                .put("author", rule.author())
                .put("version", rule.version())
                .put("digest", rule.digest())
                .build();
    }

    private static JsonObject links(Notice.Links links) {
        JsonObject.Builder out = JsonObject.builder();
        links.console().ifPresent(url -> out.put("console", url.toString()));
        links.metrics().ifPresent(url -> out.put("metrics", url.toString()));
        links.logs().ifPresent(url -> out.put("logs", url.toString()));
        links.runbook().ifPresent(url -> out.put("runbook", url.toString()));
        return out.build();
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws FormBroken if it is something else
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static Notice read(String text) {
        Fields f = Fields.parse(WHAT, text.getBytes(StandardCharsets.UTF_8));
        Fields counts = f.object("counts");
        Fields times = f.object("times");
        Notice notice = new Notice(
                new TenantId(f.text("tenant")),
                f.text("incident"),
                Math.toIntExact(f.integer("revision")),
                f.word("kind", Kind::byWord),
                f.flag("acknowledged"),
                f.word("severity", Severity::byWord),
                about(f.object("about")),
                new Notice.Counts(
                        Math.toIntExact(counts.integer("alerts")),
                        Math.toIntExact(counts.integer("events")),
                        Math.toIntExact(counts.integer("receipts")),
                        Math.toIntExact(counts.integer("merged"))),
                new Notice.Times(
                        times.integer("event"),
                        times.integer("received"),
                        times.integer("evaluated"),
                        times.integer("notified")),
                links(f.object("links")),
                f.texts("receipts"));
        f.end();
        return notice;
    }

    private static Notice.About about(Fields f) {
        return new Notice.About(
                f.text("title"),
                f.text("sentence"),
                new RuleName(f.text("rule"), f.text("author"), f.text("version"), f.text("digest")),
                f.text("agent"),
                f.text("team"));
    }

    private static Notice.Links links(Fields f) {
        return new Notice.Links(url(f, "console"), url(f, "metrics"), url(f, "logs"), url(f, "runbook"));
    }

    private static Optional<URI> url(Fields f, String name) {
        return f.optionalText(name).map(URI::create);
    }
}
