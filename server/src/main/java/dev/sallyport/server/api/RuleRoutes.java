package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.soc.Detection;
import dev.sallyport.server.soc.Soc;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import dev.sallyport.sigma.yaml.Refused;
import dev.sallyport.soc.detect.BundledRules;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.life.Entry;
import dev.sallyport.soc.life.Lives;
import dev.sallyport.soc.life.Promotions;
import dev.sallyport.soc.rehearsal.DryRun;
import dev.sallyport.soc.rehearsal.DryRunForm;
import dev.sallyport.soc.rehearsal.Feed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Detection rules: how far each goes, setting it as a receipted act, and trying rules over what happened. Operators alone. */
public final class RuleRoutes {
    private final Detection detection;
    private final Access access;
    private final Acts acts;
    private final Input input;
    private final ApiParts parts;
    private final Rehearsals rehearsals;

    private RuleRoutes(ApiParts parts, Detection detection, Rehearsals rehearsals) {
        this.parts = parts;
        this.detection = detection;
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.rehearsals = rehearsals;
    }

    /** The routes over those parts and that plane: rules, playbooks, and what a step would stop. */
    public static List<Route> of(ApiParts parts, Soc soc) {
        Rehearsals rehearsals = new Rehearsals(parts.aside().shown(), parts.clock());
        RuleRoutes rules = new RuleRoutes(parts, soc.detection(), rehearsals);
        PlaybookRoutes playbooks = new PlaybookRoutes(parts, soc.detection(), rehearsals);
        StepPreviews previews = new StepPreviews(parts, soc.book());
        return List.of(
                new Route("GET", "/v1/rules", rules::list),
                new Route("POST", "/v1/rules", rules::set),
                new Route("POST", "/v1/rules/dry-run", rules::dryRun),
                new Route("GET", "/v1/playbooks", playbooks::list),
                new Route("POST", "/v1/playbooks", playbooks::set),
                new Route("POST", "/v1/playbooks/simulate", playbooks::simulate),
                new Route("GET", "/v1/incidents/{id}/steps/{step}/preview", previews::preview));
    }

    Reply list(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        Detection.Running running = detection.now();
        List<Json> rows = new ArrayList<>();
        running.rules()
                .wholes()
                .forEach(rule -> rows.add(form(running, tenant, rule).build()));
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("digest", running.digest())
                        .put("log_only_ms", detection.plan().logOnlyMillis())
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

    /** What is to be set: of a rule or a playbook. */
    record Wish(String name, Duty.Stage stage, Optional<Integer> canary, String why) {
        static Wish of(Fields body, String what) {
            Optional<Integer> canary = body.whole().get("canary") == null
                    ? Optional.empty()
                    : Optional.of(Math.toIntExact(body.integer("canary")));
            if (canary.filter(share -> share < 0 || share > Duty.WHOLE).isPresent()) {
                throw Input.wrong("`canary` takes 0 to 100 percent of the agents");
            }
            return new Wish(body.text(what), body.word("stage", Duty.Stage::byWire), canary, Acts.why(body));
        }
    }

    Reply set(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wish wish = input.read(exchange, body -> Wish.of(body, "rule"));
        Detection.Running running = detection.now();
        SigmaRules.Whole rule = Input.found(found(running, wish.name()), "rule");
        Lives.Standing standing = running.lives().standing(operator.tenant(), rule);
        Duty now = duty(rule, standing);
        String receipt = promote(operator, now, standing.most(), wish);
        return Reply.json(
                200,
                form(running, operator.tenant(), rule)
                        .put("receipt_id", receipt)
                        .build());
    }

    private static Optional<SigmaRules.Whole> found(Detection.Running running, String id) {
        return running.rules().wholes().stream()
                .filter(rule -> rule.rule().id().equals(id))
                .findFirst();
    }

    /** How this version stands, whatever was set for another. */
    private static Duty duty(SigmaRules.Whole rule, Lives.Standing standing) {
        return standing.duty()
                .filter(duty -> duty.digest().equals(rule.digest()))
                .map(duty -> duty.at(standing.stage(), duty.canary(), duty.recordedMillis()))
                .orElseGet(() -> new Duty(
                        Duty.Kind.RULE,
                        rule.rule().id(),
                        rule.digest(),
                        standing.stage(),
                        standing.duty().map(Duty::canary).orElse(Duty.WHOLE),
                        0,
                        Optional.empty()));
    }

    private String promote(Caller.Operator operator, Duty now, Duty.Stage most, Wish wish) {
        return promote(acts, parts, detection, operator, now, most, wish);
    }

    /**
     * Sets it, if it may be.
     *
     * @return the id of the act's receipt
     */
    static String promote(
            Acts acts,
            ApiParts parts,
            Detection detection,
            Caller.Operator operator,
            Duty now,
            Duty.Stage most,
            Wish wish) {
        Promotions.Answer answer = Promotions.of(
                now,
                most,
                wish.stage(),
                wish.canary().orElse(now.canary()),
                parts.clock().millis(),
                detection.plan().logOnlyMillis());
        return switch (answer) {
            case Promotions.Answer.Refused refused -> throw new Problem(409, refused.code(), refused.message());
            case Promotions.Answer.Granted granted ->
                acts.record(
                        operator.actor(),
                        new RegistryChange.SetDuty(operator.tenant(), granted.duty(), granted.act()),
                        wish.why());
        };
    }

    /** What is tried: rules in the request in the place of the folder's, or those that run. */
    private record Trial(
            Rehearsals.Wanted wanted,
            Optional<SortedMap<String, String>> files,
            Optional<String> rule,
            boolean proves,
            String against,
            String why) {
        static Trial of(Fields body) {
            Trial trial = new Trial(
                    Rehearsals.Wanted.of(body),
                    body.optionalObject("files").map(Trial::files),
                    body.optionalText("rule"),
                    body.whole().get("record") != null && body.flag("record"),
                    body.optionalText("against").orElse("shipped"),
                    Acts.why(body));
            if (!Set.of("shipped", "installed").contains(trial.against())) {
                throw Input.wrong("`against` takes shipped or installed");
            }
            if (trial.proves() && (trial.rule().isEmpty() || trial.files().isPresent())) {
                throw Input.wrong("`record` takes `rule`, and no `files`: proven is what runs");
            }
            trial.wanted().mayProve(trial.proves());
            return trial;
        }

        private static SortedMap<String, String> files(Fields files) {
            SortedMap<String, String> texts = new TreeMap<>();
            files.whole().members().forEach((name, text) -> {
                if (!(text instanceof JsonString string)) {
                    throw Input.wrong("`files` maps names to the texts of rule files");
                }
                texts.put(name, string.value());
            });
            return texts;
        }
    }

    Reply dryRun(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Trial trial = input.readOrEmpty(exchange, Trial::of);
        Detection.Running running = detection.now();
        trial.rule().ifPresent(id -> {
            if (trial.files().isEmpty()) {
                Input.found(found(running, id), "rule");
            }
        });
        SigmaRules rules = trial.files().map(this::read).orElse(running.rules());
        SigmaRules today = trial.against().equals("installed") ? running.rules() : shipped();
        DryRun.Report report = rehearsals.alone(() -> DryRun.of(
                Feed.of(
                        parts.aside().shown(),
                        operator.tenant(),
                        rehearsals.span(operator.tenant(), trial.wanted()),
                        Rehearsals.MOST_RECEIPTS,
                        rehearsals.patience()),
                new DryRun.Plan(
                        operator.tenant(),
                        rules,
                        today,
                        rule -> running.lives()
                                .entry(rule)
                                .map(Entry::mostPerDay)
                                .orElse(Entry.MOST_PER_DAY),
                        Rehearsals.MOST_ALERTS)));
        return told(operator, trial, running, report);
    }

    private Reply told(Caller.Operator operator, Trial trial, Detection.Running running, DryRun.Report report) {
        JsonObject.Builder out = DryRunForm.head(report).put("report_digest", DryRunForm.digest(report));
        List<Json> rows = report.rows().stream()
                .filter(row -> trial.rule().map(row.id()::equals).orElse(true))
                .<Json>map(DryRunForm::of)
                .toList();
        out.put("rules", new JsonArray(rows));
        boolean passed =
                trial.rule().flatMap(report::row).filter(DryRun.Row::passed).isPresent();
        if (trial.proves() && passed) {
            SigmaRules.Whole rule = Input.found(found(running, trial.rule().orElseThrow()), "rule");
            Duty duty = duty(rule, running.lives().standing(operator.tenant(), rule));
            out.put(
                    "receipt_id",
                    prove(
                            acts,
                            parts,
                            operator,
                            duty,
                            DryRunForm.digest(report),
                            report.read().receipts(),
                            trial.why()));
        }
        return Reply.json(200, out.build());
    }

    /** Records that a dry run passed. */
    static String prove(
            Acts acts, ApiParts parts, Caller.Operator operator, Duty duty, String digest, long receipts, String why) {
        Duty.Proof proof = new Duty.Proof(digest, parts.clock().millis(), receipts);
        return acts.record(
                operator.actor(),
                new RegistryChange.SetDuty(operator.tenant(), duty.proven(proof), Duty.Act.PROVE),
                why);
    }

    private SigmaRules shipped() {
        return SigmaRules.of(BundledRules.read(), Set.of());
    }

    private SigmaRules read(SortedMap<String, String> files) {
        try {
            List<Document> documents =
                    new ArrayList<>(detection.plan().bundledRules() ? BundledRules.read() : List.of());
            files.forEach((name, text) ->
                    documents.addAll(RuleFile.read(name, text.getBytes(StandardCharsets.UTF_8), Placeholders.NONE)));
            return SigmaRules.of(documents, detection.plan().off());
        } catch (Refused | IllegalArgumentException e) {
            throw new Problem(422, "rules_refused", String.valueOf(e.getMessage()));
        }
    }
}
