package dev.sallyport.soc.alert;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.detect.RuleForm;

/** Alerts as JSON, for the store and for the API. */
public final class AlertForm {
    private AlertForm() {}

    /** The alert as an object. */
    public static JsonObject of(Alert alert) {
        JsonObject.Builder out = JsonObject.builder()
                .put("alert_id", alert.id())
                .put("tenant", alert.tenant().value())
                .put("rule", RuleForm.of(alert.rule()))
                .put("place", alert.place())
                .put("first_ms", alert.firstMillis())
                .put("event_ms", alert.eventMillis())
                .put("detected_ms", alert.detectedMillis())
                .put("about", about(alert.about()))
                .put("receipts", RuleForm.texts(alert.receipts()))
                .put("late", alert.late());
        alert.incident().ifPresent(story -> out.put("incident_id", story));
        return out.build();
    }

    /**
     * Reads it back.
     *
     * @throws dev.sallyport.gate.form.FormBroken if it has another form
     */
    public static Alert read(byte[] bytes) {
        Fields f = Fields.parse("an alert", bytes);
        Alert alert = new Alert(
                f.text("alert_id"),
                new TenantId(f.text("tenant")),
                RuleForm.read(f.object("rule")),
                f.integer("place"),
                f.integer("first_ms"),
                f.integer("event_ms"),
                f.integer("detected_ms"),
                about(f.object("about")),
                f.texts("receipts"),
                f.optionalText("incident_id"),
                f.flag("late"));
        f.end();
        return alert;
    }

    /** Whom it concerns. */
    public static JsonObject about(About about) {
        JsonObject.Builder out = JsonObject.builder();
        about.agent().ifPresent(agent -> out.put("agent_id", agent));
        about.session().ifPresent(session -> out.put("session", session));
        about.server().ifPresent(server -> out.put("server", server));
        about.person().ifPresent(person -> out.put("person", person));
        return out.build();
    }

    private static About about(Fields f) {
        About about = new About(
                f.optionalText("agent_id"),
                f.optionalText("session"),
                f.optionalText("server"),
                f.optionalText("person"));
        f.end();
        return about;
    }
}
