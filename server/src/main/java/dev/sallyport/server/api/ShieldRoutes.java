package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.ShieldSettings;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.metrics.Meters;
import dev.sallyport.server.otlp.OtlpStanding;
import dev.sallyport.server.shield.Reports;
import dev.sallyport.server.shield.ShieldFigures;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shields: operators see and set them; operators and people say where one was wrong. */
final class ShieldRoutes {
    private final ShieldControls shields;
    private final Meters meters;
    private final Access access;
    private final Input input;

    ShieldRoutes(ApiParts parts) {
        this.shields = parts.controls().shields();
        this.meters = parts.meters();
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
    }

    Reply list(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        List<Json> rows = shields.names().stream()
                .<Json>map(name -> row(operator.tenant(), name).build())
                .toList();
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("shields", new JsonArray(rows))
                        .put("audit_trail", auditTrail())
                        .put("otlp", otlp())
                        .build());
    }

    /** The trail whose lines are chained by HMAC: it carries and finds nothing, and can't be switched off. */
    private JsonObject auditTrail() {
        return JsonObject.builder()
                .put("state", meters.isTrailTroubled() ? "failing" : "active")
                .build();
    }

    /** How the export of decisions fares: a shield that carries and finds nothing, so it has a state and no mode. */
    private JsonObject otlp() {
        Optional<OtlpStanding> standing = meters.export();
        if (standing.isEmpty()) {
            return JsonObject.builder().put("state", "off").build();
        }
        String trouble = standing.get().trouble();
        return JsonObject.builder()
                .put("state", trouble.isEmpty() ? "active" : "failing")
                .put("trouble", trouble)
                .put("sent", standing.get().count(OtlpStanding.Fate.SENT))
                .put("rejected", standing.get().count(OtlpStanding.Fate.REJECTED))
                .put("failed", standing.get().count(OtlpStanding.Fate.FAILED))
                .put("dropped", standing.get().dropped())
                .build();
    }

    /** What each shield did of late, and how often people said that it was wrong, with intervals. */
    Reply figures(Exchange exchange) {
        ShieldFigures figures = shields.figures(access.operator(exchange).tenant());
        List<Json> rows = shields.names().stream()
                .<Json>map(name -> figures(name, figures.of(name)))
                .toList();
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("receipts", figures.receipts())
                        .put("whole", figures.whole())
                        .put("from_ms", figures.fromMillis())
                        .put("shields", new JsonArray(rows))
                        .build());
    }

    private static JsonObject figures(String name, ShieldFigures.Counted counted) {
        return JsonObject.builder()
                .put("shield", name)
                .put("looked", counted.looked())
                .put("unassessed", counted.unassessed())
                .put("blocked", counted.blocked())
                .put("flagged", share(counted.flags()))
                .put("false_positives", share(counted.falsePositives()))
                .put("false_negatives", share(counted.falseNegatives()))
                .build();
    }

    /** Rates with six digits after the point. */
    private static JsonObject share(ShieldFigures.Share share) {
        return JsonObject.builder()
                .put("hits", share.hits())
                .put("trials", share.trials())
                .put("rate", digits(share.value()))
                .put("low", digits(share.interval().low()))
                .put("high", digits(share.interval().high()))
                .build();
    }

    private static JsonNumber digits(double value) {
        return JsonNumber.of(Math.round(value * 1e6) / 1e6);
    }

    Reply set(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        ShieldWanted wanted = input.read(exchange, ShieldWanted::of);
        return done(operator, wanted.shield(), shields.set(operator.actor(), wanted));
    }

    /** Sets a shield as it was before it was last set, for the whole tenant or for a cell. */
    Reply rollBack(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        String shield = exchange.path("id");
        ShieldControls.RollBack asked = input.readOrEmpty(exchange, ShieldControls.RollBack::of);
        return done(operator, shield, shields.rollBack(operator.actor(), shield, asked));
    }

    private Reply done(Caller.Operator operator, String shield, String receipt) {
        return Reply.json(
                200, row(operator.tenant(), shield).put("receipt_id", receipt).build());
    }

    private JsonObject.Builder row(TenantId tenant, String shield) {
        ShieldSettings settings = shields.settings(tenant);
        Setting setting = shields.setting(tenant, shield);
        List<Json> cells = new ArrayList<>();
        settings.cells(shield)
                .forEach((cell, own) -> cells.add(
                        mode(JsonObject.builder().put("cell", cell), own).build()));
        JsonObject.Builder row = JsonObject.builder()
                .put("shield", shield)
                .put("version", shields.version(tenant, shield))
                .put("pinned", setting.pinned().isPresent())
                .put("installed", GrantRoutes.texts(shields.installed(shield)));
        return mode(row, setting)
                .put("cells", new JsonArray(cells))
                .put(
                        "rollbacks",
                        new JsonArray(shields.backs(tenant, shield).stream()
                                .<Json>map(ShieldBack::row)
                                .toList()));
    }

    private static JsonObject.Builder mode(JsonObject.Builder out, Setting setting) {
        return out.put("mode", setting.mode().wire())
                .put("rule", setting.rule().wire())
                .put("threshold_percent", Math.round(setting.rule().threshold() * ShieldWanted.PERCENT));
    }

    static Reports.Report said(Fields body) {
        String shield = body.text("shield");
        String kind = body.text("kind");
        if (!kind.equals("fp") && !kind.equals("fn")) {
            throw Input.wrong("`kind` takes fp, for a finding that was none, or fn, for one that is missing");
        }
        Reports.Report report = new Reports.Report(
                Category.parse(body.text("category")),
                kind.equals("fp"),
                body.optionalText("decision_id").map(DecisionId::new));
        if (!report.category().shield().equals(shield)) {
            throw Input.wrong("`category` is one of the shield's own, written " + shield + ":KIND");
        }
        return report;
    }

    /** Takes in that a shield was wrong. An agent is not asked: what it says would loosen. */
    Reply report(Exchange exchange) {
        Caller caller = access.caller(exchange);
        if (!(caller instanceof Caller.Operator) && !(caller instanceof Caller.Person)) {
            throw access.refused(caller, exchange, "an operator's key or a person's credential");
        }
        Reports.Report report = input.read(exchange, ShieldRoutes::said);
        String receipt = shields.report(caller.actor(), report);
        return Reply.json(
                202,
                JsonObject.builder()
                        .put("shield", report.category().shield())
                        .put("kind", report.kind())
                        .put("category", report.category().wire())
                        .put("receipt_id", receipt)
                        .build());
    }
}
