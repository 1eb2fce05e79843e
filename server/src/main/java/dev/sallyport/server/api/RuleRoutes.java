package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.soc.Detection;
import dev.sallyport.server.soc.Soc;
import dev.sallyport.sigma.detect.Explanation;
import dev.sallyport.soc.alert.AlertForm;
import dev.sallyport.soc.book.Hits;
import dev.sallyport.soc.detect.RuleForm;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.life.Entry;
import dev.sallyport.soc.life.Lives;
import dev.sallyport.soc.rehearsal.DryRunForm;
import dev.sallyport.soc.rehearsal.RuleExample;
import java.util.ArrayList;
import java.util.List;

/** Detection rules: how far each goes, setting it as a receipted act, and trying rules over what happened. Operators alone. */
public final class RuleRoutes {
    private final RuleControls rules;
    private final Access access;
    private final Input input;

    private RuleRoutes(ApiParts parts) {
        this.rules = parts.controls().rules();
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
    }

    /** The routes over those parts and that plane: rules, playbooks, and what a step would stop. */
    public static List<Route> of(ApiParts parts, Soc soc) {
        RuleRoutes rules = new RuleRoutes(parts);
        PlaybookRoutes playbooks = new PlaybookRoutes(parts);
        StepPreviews previews = new StepPreviews(parts, soc.book());
        return List.of(
                new Route("GET", "/v1/rules", rules::list),
                new Route("POST", "/v1/rules", rules::set),
                new Route("POST", "/v1/rules/dry-run", rules::dryRun),
                new Route("GET", "/v1/rules/{id}", rules::one),
                new Route("GET", "/v1/rules/{id}/examples", rules::examples),
                new Route("POST", "/v1/rules/{id}/explain", rules::explain),
                new Route("GET", "/v1/playbooks", playbooks::list),
                new Route("POST", "/v1/playbooks", playbooks::set),
                new Route("POST", "/v1/playbooks/simulate", playbooks::simulate),
                new Route("GET", "/v1/incidents/{id}/steps/{step}/preview", previews::preview));
    }

    Reply list(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        Detection.Running running = rules.running();
        List<Json> rows = new ArrayList<>();
        running.rules()
                .wholes()
                .forEach(rule -> rows.add(form(running, tenant, rule).build()));
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("digest", running.digest())
                        .put("log_only_ms", rules.logOnlyMillis())
                        .put("rules", new JsonArray(rows))
                        .build());
    }

    private static JsonObject.Builder form(Detection.Running running, TenantId tenant, SigmaRules.Whole rule) {
        Lives.Standing standing = running.lives().standing(tenant, rule);
        JsonObject.Builder out = JsonObject.builder()
                .put("rule", rule.rule().id())
                .put("title", rule.rule().title())
                .put("severity", rule.rule().severity().wire())
                .put("digest", rule.digest())
                .put("bundled", standing.bundled())
                .put("status_stage", rule.rule().stage().wire())
                .put("most", standing.most().wire())
                .put("stage", standing.stage().wire())
                .put("canary", standing.canary())
                .put(
                        "version",
                        running.lives()
                                .entry(rule)
                                .map(entry -> entry.newest().version())
                                .orElse(0))
                .put(
                        "change",
                        running.lives()
                                .entry(rule)
                                .map(entry -> entry.newest().change())
                                .orElse(""));
        standing.duty().filter(duty -> duty.digest().equals(rule.digest())).ifPresent(duty -> proven(duty, out));
        return out;
    }

    /** Since when it is recorded, and the dry run that speaks for it. */
    static void proven(Duty duty, JsonObject.Builder out) {
        out.put("recorded_ms", duty.recordedMillis());
        duty.proof()
                .ifPresent(proof -> out.put(
                        "proof",
                        JsonObject.builder()
                                .put("digest", proof.digest())
                                .put("at_ms", proof.atMillis())
                                .put("receipts", proof.receipts())
                                .build()));
    }

    /** One rule with its author, its versions, how often it matched on each of the last days, and what it matched last. */
    Reply one(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        Detection.Running running = rules.running();
        SigmaRules.Whole rule = Input.found(rules.rule(exchange.path("id")), "rule");
        Hits hits = rules.hits(tenant);
        List<Json> days = new ArrayList<>();
        List<Long> counts = hits.of(rule.rule().id());
        for (int i = 0; i < counts.size(); i++) {
            days.add(JsonObject.builder()
                    .put("day", hits.days().get(i))
                    .put("matches", counts.get(i))
                    .build());
        }
        List<Json> newest =
                hits.newest(rule.rule().id()).stream().<Json>map(AlertForm::of).toList();
        List<Json> changes = running.lives().entry(rule).map(Entry::changes).orElse(List.of()).stream()
                .<Json>map(RuleRoutes::change)
                .toList();
        return Reply.json(
                200,
                form(running, tenant, rule)
                        .put("author", rule.rule().author())
                        .put("family", rule.rule().family())
                        .put("tags", RuleForm.texts(rule.rule().tags()))
                        .put("changes", new JsonArray(changes))
                        .put("days", new JsonArray(days))
                        .put("days_whole", hits.whole())
                        .put("newest", new JsonArray(newest))
                        .build());
    }

    private static JsonObject change(Entry.Change change) {
        return JsonObject.builder()
                .put("version", change.version())
                .put("digest", change.digest())
                .put("date", change.date())
                .put("change", change.change())
                .build();
    }

    Reply examples(Exchange exchange) {
        access.operator(exchange);
        List<RuleExample> played = rules.examples(exchange.path("id"));
        List<Json> rows = played.stream()
                .<Json>map(each -> JsonObject.builder()
                        .put("example", each.wire())
                        .put("events", each.events())
                        .put("matches", each.matches())
                        .put("passed", each.passed())
                        .put("fault", each.fault())
                        .build())
                .toList();
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("rule", exchange.path("id"))
                        .put("passed", !played.isEmpty() && played.stream().allMatch(RuleExample::passed))
                        .put("examples", new JsonArray(rows))
                        .build());
    }

    Reply explain(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        Input.found(rules.rule(exchange.path("id")), "rule");
        String receipt = input.read(exchange, body -> body.text("receipt_id"));
        List<Json> events = rules.explain(tenant, exchange.path("id"), receipt).stream()
                .<Json>map(RuleRoutes::explained)
                .toList();
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("rule", exchange.path("id"))
                        .put("receipt_id", receipt)
                        .put("events", new JsonArray(events))
                        .build());
    }

    private static JsonObject explained(RuleControls.Explained event) {
        List<Json> grounds = event.grounds().stream()
                .<Json>map(ground -> JsonObject.builder()
                        .put("rule_id", ground.rule().reference())
                        .put("title", ground.rule().title())
                        .put("routed", ground.explanation().routed())
                        .put("matched", ground.explanation().matched())
                        .put(
                                "steps",
                                new JsonArray(ground.explanation().steps().stream()
                                        .<Json>map(RuleRoutes::step)
                                        .toList()))
                        .build())
                .toList();
        return JsonObject.builder()
                .put("event", event.event())
                .put("detections", new JsonArray(grounds))
                .build();
    }

    private static JsonObject step(Explanation.Step step) {
        return JsonObject.builder()
                .put("depth", step.depth())
                .put("holds", step.holds())
                .put("what", step.what())
                .put("wanted", step.wanted())
                .put("seen", step.seen())
                .build();
    }

    Reply set(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        DutyWish wish = input.read(exchange, body -> DutyWish.of(body, "rule"));
        String receipt = rules.set(operator.actor(), wish);
        SigmaRules.Whole rule = Input.found(rules.rule(wish.name()), "rule");
        return Reply.json(
                200,
                form(rules.running(), operator.tenant(), rule)
                        .put("receipt_id", receipt)
                        .build());
    }

    Reply dryRun(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        RuleControls.Tried tried = rules.dryRun(operator.actor(), input.readOrEmpty(exchange, RuleTrial::of));
        List<Json> rows = tried.rows().stream().<Json>map(DryRunForm::of).toList();
        JsonObject.Builder out = DryRunForm.head(tried.report())
                .put("report_digest", DryRunForm.digest(tried.report()))
                .put("rules", new JsonArray(rows));
        tried.receipt().ifPresent(receipt -> out.put("receipt_id", receipt));
        return Reply.json(200, out.build());
    }
}
