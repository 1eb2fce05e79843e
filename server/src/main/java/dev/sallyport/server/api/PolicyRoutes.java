package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.TrialCounts;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Trial;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.PolicyStanding;
import dev.sallyport.gate.registry.StagedPolicy;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.policy.PolicyComparison;
import dev.sallyport.server.policy.PolicyExample;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The active policy bundle and the one on trial: reading them, and replacing them as receipted acts. A bundle that does not load
 * changes nothing.
 */
final class PolicyRoutes {
    private final PolicyControls policies;
    private final Access access;
    private final Input input;

    PolicyRoutes(ApiParts parts) {
        this.policies = parts.controls().policies();
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
    }

    Reply active(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        PolicySource source = policies.standing(tenant).active();
        JsonObject.Builder files = JsonObject.builder();
        source.files().forEach(files::put);
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("digest", source.digest())
                        .put("name", source.label())
                        .put("files", files.build())
                        .build());
    }

    private record Wanted(SortedMap<String, String> files, int percent, String why) {
        static Wanted of(Fields body) {
            return read(body, 0);
        }

        static Wanted staged(Fields body) {
            return read(body, PolicyRoutes.percent(body));
        }

        private static Wanted read(Fields body, int percent) {
            return new Wanted(PolicyControls.files(body.object("files").whole()), percent, Acts.why(body));
        }
    }

    Reply activate(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::of);
        PolicyControls.Done done = policies.activate(operator.actor(), wanted.files(), wanted.why());
        return Reply.json(
                201,
                JsonObject.builder()
                        .put("digest", done.source().digest())
                        .put("name", done.source().label())
                        .put("receipt_id", done.receipt())
                        .build());
    }

    /** What is in force, what is on trial with what it would have changed so far, and what rolling back leads to. */
    Reply status(Exchange exchange) {
        return Reply.json(200, form(access.operator(exchange).tenant()).build());
    }

    Reply stage(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::staged);
        return done(operator, policies.stage(operator.actor(), wanted.files(), wanted.percent(), wanted.why()));
    }

    Reply promote(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Step step = input.readOrEmpty(exchange, Step::of);
        return done(operator, policies.promote(operator.actor(), step.digest(), step.why()));
    }

    Reply rollBack(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Step step = input.readOrEmpty(exchange, Step::of);
        return done(operator, policies.rollBack(operator.actor(), step.digest(), step.why()));
    }

    private Reply done(Caller.Operator operator, String receipt) {
        return Reply.json(
                200, form(operator.tenant()).put("receipt_id", receipt).build());
    }

    /** A step about the bundle the operator has in mind, if the operator says which. */
    private record Step(Optional<String> digest, String why) {
        static Step of(Fields body) {
            return new Step(Input.hash(body, "digest"), Acts.why(body));
        }
    }

    private static int percent(Fields body) {
        long percent = body.whole().get("percent") == null ? 0 : body.integer("percent");
        if (percent < 0 || percent > StagedPolicy.MAX_PERCENT) {
            throw Input.wrong("`percent` takes 0 (log only) to " + StagedPolicy.MAX_PERCENT);
        }
        return (int) percent;
    }

    private JsonObject.Builder form(TenantId tenant) {
        PolicyStanding standing = policies.standing(tenant);
        JsonObject.Builder out = JsonObject.builder()
                .put("active", standing.active().digest())
                .put("active_name", standing.active().label())
                .put(
                        "earlier",
                        new JsonArray(standing.earlier().reversed().stream()
                                .<Json>map(p -> new JsonString(p.digest()))
                                .toList()))
                .put(
                        "earlier_names",
                        new JsonArray(standing.earlier().reversed().stream()
                                .<Json>map(p -> new JsonString(p.label()))
                                .toList()))
                .put("from_directory", policies.fromDirectory());
        standing.staged().ifPresent(staged -> {
            TrialCounts trial = policies.trial(tenant, staged.policy().digest());
            JsonObject.Builder counts = JsonObject.builder().put("complete", trial.complete());
            trial.byChange().forEach((change, n) -> counts.put(change.wire(), n));
            JsonObject.Builder form = JsonObject.builder()
                    .put("digest", staged.policy().digest())
                    .put("name", staged.policy().label())
                    .put("mode", staged.logOnly() ? "log_only" : "share")
                    .put("percent", staged.percent())
                    .put("since_staged", counts.build());
            staged.policy().named().ifPresent(manifest -> form.put("changes", manifest.changes()));
            out.put("staged", form.build());
        });
        return out;
    }

    /** Whether a gateway would load a bundle; nothing is put in force. */
    Reply check(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        SortedMap<String, String> files = input.read(exchange, PolicyRoutes::files);
        PolicyControls.Checked checked = policies.check(tenant, files);
        List<String> warnings = checked.bundle().map(PolicyBundle::warnings).orElse(List.of());
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("valid", checked.bundle().isPresent())
                        .put("digest", checked.source().digest())
                        .put("name", checked.source().label())
                        .put("error", checked.error())
                        .put("warnings", GrantRoutes.texts(warnings))
                        .build());
    }

    private static SortedMap<String, String> files(Fields body) {
        return PolicyControls.files(body.object("files").whole());
    }

    /** Files in the request, or the bundle in force. */
    private static Optional<SortedMap<String, String>> given(Fields body) {
        return body.optionalObject("files").map(files -> PolicyControls.files(files.whole()));
    }

    private record Tests(Optional<SortedMap<String, String>> files, JsonObject examples) {
        static Tests of(Fields body) {
            return new Tests(
                    given(body),
                    JsonObject.builder()
                            .put(
                                    "examples",
                                    Objects.requireNonNullElse(body.whole().get("examples"), JsonNull.NULL))
                            .build());
        }
    }

    /** Judges examples by a bundle and says which are judged otherwise than their author expects. */
    Reply test(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        Tests wanted = input.read(exchange, Tests::of);
        PolicyBundle bundle = policies.bundle(tenant, wanted.files());
        List<PolicyControls.Tested> tested = policies.test(bundle, wanted.examples());
        long passed = tested.stream().filter(PolicyControls.Tested::passed).count();
        List<Json> rows = tested.stream()
                .<Json>map(each -> JsonObject.builder()
                        .put("example", each.example())
                        .put("passed", each.passed())
                        .put("why", each.why())
                        .build())
                .toList();
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("digest", bundle.digest())
                        .put("passed", passed)
                        .put("failed", tested.size() - passed)
                        .put("examples", new JsonArray(rows))
                        .build());
    }

    /** What a bundle would change of what was decided lately. */
    Reply diff(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        SortedMap<String, String> files = input.read(exchange, PolicyRoutes::files);
        PolicyControls.Compared compared = policies.diff(tenant, policies.bundle(tenant, Optional.of(files)));
        PolicyComparison found = compared.comparison();
        JsonObject.Builder out = JsonObject.builder()
                .put("digest", compared.bundle().digest())
                .put("whole", compared.whole())
                .put("judged", found.judged())
                .put("passed_over", found.skipped());
        for (Trial.Change change : Trial.Change.values()) {
            out.put(change.wire(), found.total(change));
        }
        List<Json> rows = found.rows().stream().<Json>map(PolicyRoutes::row).toList();
        return Reply.json(200, out.put("changes", new JsonArray(rows)).build());
    }

    private static JsonObject row(PolicyComparison.Row row) {
        return JsonObject.builder()
                .put("change", row.change().wire())
                .put("before", row.before())
                .put("after", row.after())
                .put("rule", row.rule())
                .put("count", row.count())
                .put("some", GrantRoutes.texts(row.some()))
                .build();
    }

    private record Question(Optional<SortedMap<String, String>> files, JsonObject request, JsonObject facts) {
        static Question of(Fields body) {
            return new Question(
                    given(body),
                    body.object("request").whole(),
                    body.optionalObject("facts").map(Fields::whole).orElse(JsonObject.of()));
        }
    }

    /** Judges one action as the gateway would, without a record. */
    Reply decide(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        Question question = input.read(exchange, Question::of);
        PolicyBundle bundle = policies.bundle(tenant, question.files());
        PolicyControls.Simulated simulated = policies.simulate(bundle, question.request(), question.facts());
        Decision decision = simulated.judgement().decision();
        JsonObject.Builder out = JsonObject.builder()
                .put("decision", decision.wire())
                .put("reason", decision.reason().wire())
                .put("explanation", decision.reason().sentence())
                .put("reasons", GrantRoutes.texts(PolicyExample.reasons(decision)))
                .put("matched_policies", GrantRoutes.texts(simulated.judgement().policies()))
                .put("policy_digest", bundle.digest());
        if (decision instanceof Decision.RequireApproval demand) {
            out.put("approver_group", demand.group()).put("quorum", demand.quorum());
        }
        return Reply.json(200, out.build());
    }
}
