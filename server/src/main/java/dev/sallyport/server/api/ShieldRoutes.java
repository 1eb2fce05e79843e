package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.ShieldSettings;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.metrics.Meters;
import dev.sallyport.server.otlp.OtlpStanding;
import dev.sallyport.server.shield.Reports;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Shields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shields: operators see and set them; operators and people say where one was wrong. */
final class ShieldRoutes {
    private final Shields shields;
    private final Meters meters;
    private final Reports reports;
    private final Journal journal;
    private final Access access;
    private final Acts acts;
    private final Input input;

    ShieldRoutes(ApiParts parts) {
        this.shields = parts.shields();
        this.meters = parts.meters();
        this.reports = parts.reports();
        this.journal = parts.journal();
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
    }

    Reply list(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        List<Json> rows = shields.versions().stream()
                .<Json>map(version -> row(operator.tenant(), version.name()).build())
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

    Reply set(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        ShieldWanted wanted = input.read(exchange, ShieldWanted::of);
        List<ShieldVersion> installed = installed(wanted.shield());
        wanted.pinned().filter(version -> !has(installed, version)).ifPresent(version -> {
            throw new Problem(
                    409,
                    "shield_version_missing",
                    "that version of the shield is not installed; installed: "
                            + String.join(
                                    ", ",
                                    installed.stream()
                                            .map(ShieldVersion::version)
                                            .toList()));
        });
        ShieldSettings settings = journal.registry().shields(operator.tenant());
        Map<String, Setting> holding = wanted.cell().map(settings::in).orElse(settings.whole());
        Setting next =
                wanted.over(holding.getOrDefault(wanted.shield(), Setting.DEFAULT), settings.nextRule(wanted.shield()));
        return change(
                operator,
                new Place(wanted.shield(), wanted.cell()),
                wanted.inherits() ? Optional.empty() : Optional.of(next),
                wanted.why());
    }

    private static boolean has(List<ShieldVersion> installed, String version) {
        return installed.stream().anyMatch(one -> one.version().equals(version));
    }

    /** Sets a shield as it was before it was last set, for the whole tenant or for a cell. */
    Reply rollBack(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        String shield = exchange.path("id");
        RollBack asked = input.readOrEmpty(exchange, body -> new RollBack(Acts.why(body), ShieldWanted.cell(body)));
        installed(shield);
        Optional<Setting> before = journal.registry()
                .shields(operator.tenant())
                .before(shield, asked.cell())
                .orElseThrow(() -> new Problem(
                        409, "shield_never_set", "this shield was never set there, so nothing comes before"));
        return change(operator, new Place(shield, asked.cell()), before, asked.why());
    }

    private record RollBack(String why, Optional<String> cell) {}

    /** A shield in the whole tenant or in one cell of it. */
    private record Place(String shield, Optional<String> cell) {}

    private List<ShieldVersion> installed(String shield) {
        List<ShieldVersion> installed = shields.installed(shield);
        if (installed.isEmpty()) {
            throw Input.missing("shield");
        }
        return installed;
    }

    /** @param setting empty for a cell that shall have none of its own any more */
    private Reply change(Caller.Operator operator, Place place, Optional<Setting> setting, String why) {
        TenantId tenant = operator.tenant();
        RegistryChange change = place.cell()
                .<RegistryChange>map(cell -> new RegistryChange.SetCellShield(
                        tenant, cell, place.shield(), setting.map(s -> s.running(Optional.empty()))))
                .orElseGet(() -> new RegistryChange.SetShield(tenant, place.shield(), setting.orElseThrow()));
        String receipt = acts.record(operator.actor(), change, why);
        return Reply.json(
                200, row(tenant, place.shield()).put("receipt_id", receipt).build());
    }

    private JsonObject.Builder row(TenantId tenant, String shield) {
        ShieldSettings settings = journal.registry().shields(tenant);
        Setting setting = settings.whole().getOrDefault(shield, Setting.DEFAULT);
        List<String> installed =
                shields.installed(shield).stream().map(ShieldVersion::version).toList();
        List<Json> cells = new ArrayList<>();
        settings.cells(shield)
                .forEach((cell, own) -> cells.add(
                        mode(JsonObject.builder().put("cell", cell), own).build()));
        JsonObject.Builder row = JsonObject.builder()
                .put("shield", shield)
                .put("version", setting.pinned().orElse(shields.running(shield).version()))
                .put("pinned", setting.pinned().isPresent())
                .put("installed", GrantRoutes.texts(installed));
        return mode(row, setting).put("cells", new JsonArray(cells));
    }

    private static JsonObject.Builder mode(JsonObject.Builder out, Setting setting) {
        return out.put("mode", setting.mode().wire())
                .put("rule", setting.rule().wire())
                .put("threshold_percent", Math.round(setting.rule().threshold() * ShieldWanted.PERCENT));
    }

    private static Reports.Report said(Fields body) {
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
        installed(report.category().shield());
        reports.take(caller.tenant(), caller.actor().role(), report);
        return Reply.json(
                202,
                JsonObject.builder()
                        .put("shield", report.category().shield())
                        .put("kind", report.kind())
                        .put("category", report.category().wire())
                        .build());
    }
}
