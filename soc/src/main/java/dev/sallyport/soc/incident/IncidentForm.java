package dev.sallyport.soc.incident;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.detect.RuleForm;
import dev.sallyport.soc.detect.Severity;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** Incidents as JSON, for the store and for the API. */
public final class IncidentForm {
    private IncidentForm() {}

    /** The incident as an object; {@code sentence} is for people and follows from the rest. */
    public static JsonObject of(Incident incident) {
        Handling handling = incident.handling();
        Times times = incident.times();
        JsonObject.Builder out = JsonObject.builder()
                .put("incident_id", incident.id())
                .put("tenant", incident.tenant().value())
                .put("revision", incident.revision())
                .put("sentence", incident.sentence())
                .put("severity", incident.severity().wire())
                .put("status", handling.status().wire())
                .put("verdict", handling.verdict().wire())
                .put("note", handling.note())
                .put("alerts", incident.alerts())
                .put("first_ms", times.first())
                .put("opened_ms", times.opened())
                .put("updated_ms", times.updated())
                .put("mttd_ms", times.toDetectMillis())
                .put(
                        "timeline",
                        new JsonArray(incident.chapters().stream()
                                .<Json>map(IncidentForm::chapter)
                                .toList()))
                .put("blast_radius", radius(incident.radius()));
        handling.assignee().ifPresent(person -> out.put("assignee", person));
        handling.mergedInto().ifPresent(other -> out.put("merged_into", other));
        times.contained().ifPresent(at -> out.put("contained_ms", at));
        times.toContainMillis().ifPresent(took -> out.put("mttc_ms", took));
        times.closed().ifPresent(at -> out.put("closed_ms", at));
        handling.pending().ifPresent(act -> out.put("pending", act.json()));
        if (!handling.acts().isEmpty()) {
            out.put(
                    "acts",
                    new JsonArray(handling.acts().stream().<Json>map(Act::json).toList()));
        }
        return out.build();
    }

    private static JsonObject chapter(Chapter chapter) {
        return JsonObject.builder()
                .put("rule", RuleForm.of(chapter.rule()))
                .put("count", chapter.count())
                .put("first_ms", chapter.firstMillis())
                .put("last_ms", chapter.lastMillis())
                .put("alerts", RuleForm.texts(chapter.alerts()))
                .put("receipts", RuleForm.texts(chapter.receipts()))
                .build();
    }

    private static JsonObject radius(Radius radius) {
        return JsonObject.builder()
                .put("agents", RuleForm.texts(radius.agents()))
                .put("sessions", RuleForm.texts(radius.sessions()))
                .put("servers", RuleForm.texts(radius.servers()))
                .put("people", RuleForm.texts(radius.people()))
                .put("truncated", radius.truncated())
                .build();
    }

    /**
     * Reads it back.
     *
     * @throws dev.sallyport.gate.form.FormBroken if it has another form
     */
    public static Incident read(byte[] bytes) {
        Fields f = Fields.parse("an incident", bytes);
        f.text("sentence");
        Incident incident = new Incident(
                f.text("incident_id"),
                new TenantId(f.text("tenant")),
                (int) f.integer("revision"),
                f.word("severity", Severity::byWire),
                (int) f.integer("alerts"),
                f.items("timeline").stream().map(IncidentForm::chapter).toList(),
                radius(f.object("blast_radius")),
                new Times(
                        f.integer("first_ms"),
                        f.integer("opened_ms"),
                        f.integer("updated_ms"),
                        moment(f, "contained_ms"),
                        moment(f, "closed_ms")),
                new Handling(
                        f.word("status", Status::byWire),
                        f.optionalText("assignee"),
                        f.word("verdict", Verdict::byWire),
                        f.text("note"),
                        f.optionalText("merged_into"),
                        f.optionalObject("pending").map(Act::read),
                        f.whole().get("acts") == null
                                ? List.of()
                                : f.items("acts").stream()
                                        .map(act -> Act.read(Fields.of("an act", act)))
                                        .toList()));
        return incident;
    }

    private static OptionalLong moment(Fields f, String name) {
        return f.whole().get(name) == null ? OptionalLong.empty() : OptionalLong.of(f.integer(name));
    }

    private static Chapter chapter(Json json) {
        Fields f = Fields.of("a chapter", json);
        Chapter chapter = new Chapter(
                RuleForm.read(f.object("rule")),
                (int) f.integer("count"),
                f.integer("first_ms"),
                f.integer("last_ms"),
                f.texts("alerts"),
                f.texts("receipts"));
        f.end();
        return chapter;
    }

    private static Radius radius(Fields f) {
        Radius radius = new Radius(
                set(f, "agents"), set(f, "sessions"), set(f, "servers"), set(f, "people"), f.flag("truncated"));
        f.end();
        return radius;
    }

    private static SortedSet<String> set(Fields f, String name) {
        List<String> texts = f.texts(name);
        return new TreeSet<>(texts);
    }
}
