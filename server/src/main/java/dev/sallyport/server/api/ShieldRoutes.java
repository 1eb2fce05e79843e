package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.govern.telemetry.Flagged;
import dev.sallyport.govern.telemetry.TelemetrySink;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.metrics.Meters;
import dev.sallyport.server.otlp.OtlpStanding;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.ConfidenceRule;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Ran;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldMode;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Shields;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Verdict;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shields: operators see and set them; operators and people say where one was wrong. */
final class ShieldRoutes {
    private static final double PERCENT = 100;

    private final Shields shields;
    private final Meters meters;
    private final EventSink events;
    private final TelemetrySink telemetry;
    private final Journal journal;
    private final Access access;
    private final Acts acts;
    private final Input input;
    private final InstantSource clock;

    ShieldRoutes(ApiParts parts) {
        this.shields = parts.shields();
        this.meters = parts.meters();
        this.events = parts.events();
        this.telemetry = parts.telemetry();
        this.journal = parts.journal();
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.clock = parts.clock();
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
                        .put("otlp", otlp())
                        .build());
    }

    /** How the export of decisions fares: a shield that carries and finds nothing, so it has a state and no mode. */
    private JsonObject otlp() {
        Optional<OtlpStanding> standing = meters.export();
        if (standing.isEmpty()) {
            return JsonObject.builder().put("state", "off").build();
        }
        String trouble = standing.get().trouble();
        return JsonObject.builder()
                .put("state", trouble.isEmpty() ? "sending" : "failing")
                .put("trouble", trouble)
                .put("sent", standing.get().count(OtlpStanding.Fate.SENT))
                .put("rejected", standing.get().count(OtlpStanding.Fate.REJECTED))
                .put("failed", standing.get().count(OtlpStanding.Fate.FAILED))
                .put("dropped", standing.get().dropped())
                .build();
    }

    /** What an operator wants of a shield; what is not said stays as it is. */
    private record Wanted(
            String shield, Optional<ShieldMode> mode, Optional<Long> percent, Optional<String> version, String why) {
        static Wanted of(Fields body) {
            Optional<Long> percent = body.whole().get("threshold_percent") == null
                    ? Optional.empty()
                    : Optional.of(body.integer("threshold_percent"));
            Wanted wanted = new Wanted(
                    body.text("shield"),
                    body.optionalText("mode").map(Wanted::mode),
                    percent,
                    body.optionalText("version"),
                    Acts.why(body));
            if (percent.filter(p -> p < 1 || p > PERCENT).isPresent()) {
                throw Input.wrong("`threshold_percent` takes 1 to 100");
            }
            return wanted;
        }

        private static ShieldMode mode(String word) {
            return ShieldMode.byWire(word)
                    .orElseThrow(() -> Input.wrong("`mode` takes off, advisory, high-confidence or blocking"));
        }

        /** A threshold of one's own is another rule than the one before it, and says so by its version. */
        Setting over(Setting now) {
            ConfidenceRule rule = percent.map(p -> p / PERCENT)
                    .filter(threshold -> threshold != now.rule().threshold())
                    .map(threshold ->
                            new ConfidenceRule(now.rule().name(), now.rule().version() + 1, threshold))
                    .orElse(now.rule());
            Setting next = now.with(mode.orElse(now.mode()), rule);
            return version.isEmpty() ? next : next.running(version.filter(v -> !v.equals("newest")));
        }
    }

    Reply set(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::of);
        List<ShieldVersion> installed = installed(wanted.shield());
        wanted.version().filter(v -> !v.equals("newest")).ifPresent(version -> {
            if (installed.stream().noneMatch(i -> i.version().equals(version))) {
                throw new Problem(
                        409,
                        "shield_version_missing",
                        "that version of the shield is not installed; installed: "
                                + String.join(
                                        ", ",
                                        installed.stream()
                                                .map(ShieldVersion::version)
                                                .toList()));
            }
        });
        return change(operator, wanted.shield(), wanted.over(now(operator.tenant(), wanted.shield())), wanted.why());
    }

    /** Sets a shield as it was before it was last set. */
    Reply rollBack(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        String shield = exchange.path("id");
        String why = input.readOrEmpty(exchange, Acts::why);
        installed(shield);
        Setting before = journal.registry()
                .shieldBefore(operator.tenant(), shield)
                .orElseThrow(() ->
                        new Problem(409, "shield_never_set", "this shield was never set, so nothing comes before"));
        return change(operator, shield, before, why);
    }

    private List<ShieldVersion> installed(String shield) {
        List<ShieldVersion> installed = shields.installed(shield);
        if (installed.isEmpty()) {
            throw Input.missing("shield");
        }
        return installed;
    }

    private Setting now(TenantId tenant, String shield) {
        return journal.registry().shields(tenant).getOrDefault(shield, Setting.DEFAULT);
    }

    private Reply change(Caller.Operator operator, String shield, Setting setting, String why) {
        String receipt =
                acts.record(operator.actor(), new RegistryChange.SetShield(operator.tenant(), shield, setting), why);
        return Reply.json(
                200, row(operator.tenant(), shield).put("receipt_id", receipt).build());
    }

    private JsonObject.Builder row(TenantId tenant, String shield) {
        Setting setting = now(tenant, shield);
        List<String> installed =
                shields.installed(shield).stream().map(ShieldVersion::version).toList();
        return JsonObject.builder()
                .put("shield", shield)
                .put("version", setting.pinned().orElse(installed.getLast()))
                .put("pinned", setting.pinned().isPresent())
                .put("installed", GrantRoutes.texts(installed))
                .put("mode", setting.mode().wire())
                .put("rule", setting.rule().wire())
                .put("threshold_percent", Math.round(setting.rule().threshold() * PERCENT));
    }

    /** What somebody says of a shield; a category, never what was found. */
    private record Report(String shield, boolean falsePositive, Category category, Optional<String> decision) {
        static Report of(Fields body) {
            String shield = body.text("shield");
            String kind = body.text("kind");
            if (!kind.equals("fp") && !kind.equals("fn")) {
                throw Input.wrong("`kind` takes fp, for a finding that was none, or fn, for one that is missing");
            }
            Report report = new Report(
                    shield, kind.equals("fp"), Category.parse(body.text("category")), body.optionalText("decision_id"));
            if (!report.category().shield().equals(shield)) {
                throw Input.wrong("`category` is one of the shield's own, written " + shield + ":KIND");
            }
            return report;
        }

        /** What telemetry counts: which shield found what kind of thing, and nothing of the call. */
        Flagged flagged(TenantId tenant, ShieldVersion running, long timeMillis) {
            Finding finding = Finding.of(Verdict.WARN, category, new Span("", 0, 0));
            Ran ran = new Ran(running, Setting.DEFAULT, true, List.of(finding), 0);
            return new Flagged(tenant, timeMillis, "", decision.orElse(""), ran);
        }
    }

    /** Takes in that a shield was wrong. An agent is not asked: what it says would loosen. */
    Reply report(Exchange exchange) {
        Caller caller = access.caller(exchange);
        if (!(caller instanceof Caller.Operator) && !(caller instanceof Caller.Person)) {
            throw access.refused(caller, exchange, "an operator's key or a person's credential");
        }
        Report report = input.read(exchange, Report::of);
        ShieldVersion running = installed(report.shield()).getLast();
        if (report.falsePositive()) {
            telemetry.flagged(report.flagged(caller.tenant(), running, clock.millis()));
        }
        events.emit(new Event(
                EventName.SHIELD_REPORT,
                caller.tenant(),
                clock.millis(),
                "",
                Map.of(
                        "shield", report.shield(),
                        "shield.report", report.falsePositive() ? "fp" : "fn",
                        "shield.categories", report.category().wire(),
                        "decision.id", report.decision().orElse(""),
                        "actor.role", caller.actor().role())));
        return Reply.json(
                202,
                JsonObject.builder()
                        .put("shield", report.shield())
                        .put("kind", report.falsePositive() ? "fp" : "fn")
                        .put("category", report.category().wire())
                        .build());
    }
}
