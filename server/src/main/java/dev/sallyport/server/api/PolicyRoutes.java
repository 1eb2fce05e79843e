package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.TrialCounts;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.policy.Policies;
import dev.sallyport.gate.policy.PolicyRefused;
import dev.sallyport.gate.registry.PolicyManifest;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.PolicyStanding;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.StagedPolicy;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The active policy bundle and the one on trial: reading them, and replacing them as receipted acts. A bundle that does not load
 * changes nothing.
 */
final class PolicyRoutes {
    private final Gate gate;
    private final Journal journal;
    private final Policies policies;
    private final Access access;
    private final Acts acts;
    private final Input input;
    private final BooleanSupplier fromDirectory;

    PolicyRoutes(ApiParts parts) {
        this.gate = parts.gate();
        this.journal = parts.journal();
        this.policies = parts.policies();
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.fromDirectory = parts.policiesFromDirectory();
    }

    Reply active(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        PolicySource source = Input.found(journal.registry().policy(tenant), "active policy");
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
            SortedMap<String, String> files = new TreeMap<>();
            body.object("files").whole().members().forEach((name, text) -> {
                boolean known = name.equals(PolicyManifest.FILE) || (name.endsWith(".cedar") && !name.contains("/"));
                if (!known || !(text instanceof JsonString string)) {
                    throw Input.wrong("files maps names such as `agents.cedar`, and `" + PolicyManifest.FILE
                            + "` for the manifest, to text");
                }
                files.put(name, string.value());
            });
            if (files.isEmpty()) {
                throw Input.wrong("files is empty; a bundle holds at least one file");
            }
            return new Wanted(files, percent, Acts.why(body));
        }
    }

    Reply activate(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::of);
        refuseBesideFolder();
        PolicySource source = loaded(operator.tenant(), wanted.files());
        String receipt = acts.record(operator.actor(), new RegistryChange.ActivatePolicy(source), wanted.why());
        return Reply.json(
                201,
                JsonObject.builder()
                        .put("digest", source.digest())
                        .put("name", source.label())
                        .put("receipt_id", receipt)
                        .build());
    }

    /** What is in force, what is on trial with what it would have changed so far, and what rolling back leads to. */
    Reply status(Exchange exchange) {
        return Reply.json(200, form(access.operator(exchange).tenant()).build());
    }

    Reply stage(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::staged);
        PolicySource source = loaded(operator.tenant(), wanted.files());
        if (standing(operator.tenant()).active().digest().equals(source.digest())) {
            throw new Problem(409, "policy_active_already", "this bundle is the active one; there is nothing to try");
        }
        return done(
                operator,
                new RegistryChange.StagePolicy(new StagedPolicy(source, wanted.percent())),
                wanted.why(),
                after -> after.staged().filter(s -> s.policy().equals(source)).isPresent());
    }

    Reply promote(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Step step = input.readOrEmpty(exchange, Step::of);
        refuseBesideFolder();
        String digest = standing(operator.tenant())
                .staged()
                .map(s -> s.policy().digest())
                .filter(step::means)
                .orElseThrow(PolicyRoutes::nothingStaged);
        return done(
                operator,
                new RegistryChange.PromotePolicy(operator.tenant(), digest),
                step.why(),
                after -> after.active().digest().equals(digest));
    }

    Reply rollBack(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Step step = input.readOrEmpty(exchange, Step::of);
        PolicyStanding before = standing(operator.tenant());
        String digest = before.lastStep()
                .filter(step::means)
                .orElseThrow(() -> new Problem(
                        409, "no_earlier_policy", "no bundle is on trial and none was in force before the active one"));
        if (before.staged().isEmpty()) {
            refuseBesideFolder();
        }
        return done(
                operator,
                new RegistryChange.RollBackPolicy(operator.tenant(), digest),
                step.why(),
                after -> !after.active().digest().equals(digest)
                        && after.staged()
                                .filter(s -> s.policy().digest().equals(digest))
                                .isEmpty());
    }

    /** A step about the bundle the operator has in mind, if the operator says which. */
    private record Step(Optional<String> digest, String why) {
        static Step of(Fields body) {
            return new Step(Input.hash(body, "digest"), Acts.why(body));
        }

        boolean means(String found) {
            return digest.isEmpty() || digest.get().equals(found);
        }
    }

    private static int percent(Fields body) {
        long percent = body.whole().get("percent") == null ? 0 : body.integer("percent");
        if (percent < 0 || percent > StagedPolicy.MAX_PERCENT) {
            throw Input.wrong("`percent` takes 0 (log only) to " + StagedPolicy.MAX_PERCENT);
        }
        return (int) percent;
    }

    private static Problem nothingStaged() {
        return new Problem(409, "no_staged_policy", "no bundle, or not that one, is on trial; stage one first");
    }

    private Reply done(
            Caller.Operator operator, RegistryChange change, String why, Predicate<PolicyStanding> achieved) {
        String receipt = acts.record(operator.actor(), change, why);
        if (!achieved.test(standing(operator.tenant()))) {
            throw new Problem(409, "conflict", "something else changed at the same time; look again and repeat");
        }
        return Reply.json(
                200, form(operator.tenant()).put("receipt_id", receipt).build());
    }

    private PolicyStanding standing(TenantId tenant) {
        return Input.found(journal.registry().policies(tenant), "active policy");
    }

    private JsonObject.Builder form(TenantId tenant) {
        PolicyStanding standing = standing(tenant);
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
                .put("from_directory", fromDirectory.getAsBoolean());
        standing.staged().ifPresent(staged -> {
            TrialCounts trial = gate.trial(tenant, staged.policy().digest());
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

    private void refuseBesideFolder() {
        if (fromDirectory.getAsBoolean()) {
            throw new Problem(
                    409,
                    "policies_from_directory",
                    "the bundle in force comes from a folder; change its files and send SIGHUP");
        }
    }

    private PolicySource loaded(TenantId tenant, SortedMap<String, String> files) {
        PolicySource source = PolicyDigest.source(tenant, files);
        try {
            policies.bundle(source);
        } catch (PolicyRefused e) {
            throw new Problem(422, "policy_refused", String.valueOf(e.getMessage()));
        }
        if (!journal.registry().isFree(source)) {
            throw new Problem(
                    409,
                    "policy_version_taken",
                    "`" + source.label() + "` is the name of another bundle already; raise the version in "
                            + PolicyManifest.FILE);
        }
        return source;
    }
}
