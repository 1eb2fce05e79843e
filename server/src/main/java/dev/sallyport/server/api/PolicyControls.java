package dev.sallyport.server.api;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.TrialCounts;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.policy.PolicyRefused;
import dev.sallyport.gate.registry.PolicyManifest;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.PolicyStanding;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.StagedPolicy;
import dev.sallyport.gate.replay.Retrial;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.policy.PolicyComparison;
import dev.sallyport.server.policy.PolicyExample;
import dev.sallyport.server.policy.Situation;
import dev.sallyport.server.policy.Unjudgeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What people and programs do with policies: one place for the API and for pages. Every act has its receipt. Thread-safe. */
public final class PolicyControls {
    private static final int MOST_EXAMPLES = 500;
    private static final long MOST_RECEIPTS = 20_000;

    private final Controls.Ground on;
    private final Acts acts;
    private final Rehearsals rehearsals;

    PolicyControls(Controls.Ground on, Rehearsals rehearsals) {
        this.on = on;
        this.acts = new Acts(on.gate());
        this.rehearsals = rehearsals;
    }

    /** Whether the bundle in force comes from a folder, so that only its files change it. */
    public boolean fromDirectory() {
        return on.policiesFromDirectory().getAsBoolean();
    }

    /**
     * What is in force, what is on trial, and what was in force before.
     *
     * @throws Problem 404 {@code no_such_active_policy}
     */
    public PolicyStanding standing(TenantId tenant) {
        return Input.found(on.journal().registry().policies(tenant), "active policy");
    }

    /** What the bundle on trial would have changed so far. */
    public TrialCounts trial(TenantId tenant, String digest) {
        return on.gate().trial(tenant, digest);
    }

    /**
     * Whether a gateway would load a bundle.
     *
     * @param source its files with their digest
     * @param bundle as it judges; empty if it does not load
     * @param error why not; empty if it does
     */
    public record Checked(PolicySource source, Optional<PolicyBundle> bundle, String error) {}

    /** Loads a bundle without putting it in force. */
    public Checked check(TenantId tenant, SortedMap<String, String> files) {
        PolicySource source = PolicyDigest.source(tenant, files);
        try {
            return new Checked(source, Optional.of(on.policies().bundle(source)), "");
        } catch (PolicyRefused e) {
            return new Checked(source, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * The bundle of those files, or the one in force.
     *
     * @throws Problem 422 {@code policy_refused}
     */
    public PolicyBundle bundle(TenantId tenant, Optional<SortedMap<String, String>> files) {
        Checked checked =
                check(tenant, files.orElseGet(() -> standing(tenant).active().files()));
        return checked.bundle().orElseThrow(() -> refused(checked.error()));
    }

    private static Problem refused(String why) {
        return new Problem(422, "policy_refused", why);
    }

    /** What became of one example; {@code why} is empty if it passed. */
    public record Tested(String example, String why) {
        /** Whether it did. */
        public boolean passed() {
            return why.isEmpty();
        }
    }

    /**
     * Judges examples by a bundle and compares each with what its author expects.
     *
     * @param examples {@code {"examples": [...]}}, as beside a policy folder
     * @throws Problem 400 {@code wrong_form}
     */
    public List<Tested> test(PolicyBundle bundle, JsonObject examples) {
        try {
            List<PolicyExample> all = PolicyExample.all("examples", examples);
            if (all.size() > MOST_EXAMPLES) {
                throw Input.wrong("`examples` takes up to " + MOST_EXAMPLES);
            }
            List<Tested> tested = new ArrayList<>();
            all.forEach(example -> tested.add(
                    new Tested(example.name(), example.failure(bundle).orElse(""))));
            return tested;
        } catch (Unjudgeable | MalformedJson | FormBroken | IllegalArgumentException e) {
            throw Input.wrong(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What a bundle would change.
     *
     * @param whole whether every decision of the newest receipts was judged
     */
    public record Compared(PolicyBundle bundle, PolicyComparison comparison, boolean whole) {}

    /**
     * Judges recorded decisions once more by another bundle: those among the newest {@value #MOST_RECEIPTS} receipts whose facts are kept.
     *
     * @throws Problem 429 {@code dry_run_busy}
     */
    public Compared diff(TenantId tenant, PolicyBundle bundle) {
        PolicyComparison comparison = new PolicyComparison();
        Retrial retrial = new Retrial(on.aside().shown(), on.sealer());
        boolean whole = rehearsals.alone(
                () -> retrial.newest(tenant, bundle, MOST_RECEIPTS, rehearsals.patience(), comparison::take));
        return new Compared(bundle, comparison, whole);
    }

    /** One action that was judged and not recorded. */
    public record Simulated(Facts facts, Judgement judgement) {}

    /**
     * Judges one action as a gateway would, without a record.
     *
     * @param request an action, or the body of an authorize request
     * @param facts what is known beside it, in the shape of recorded facts
     * @throws Problem 400 {@code wrong_form}
     */
    public Simulated simulate(PolicyBundle bundle, JsonObject request, JsonObject facts) {
        try {
            boolean whole = request.get("tool_call") instanceof JsonObject;
            JsonObject call = request.get("tool_call") instanceof JsonObject inner ? inner : request;
            Situation said = (whole ? Situation.said(request) : Situation.unknown()).with(facts);
            Facts around = said.around(Action.fromJson(call), bundle.digest());
            return new Simulated(around, Judge.judge(around, bundle));
        } catch (Unjudgeable | MalformedJson | FormBroken | IllegalArgumentException e) {
            throw Input.wrong(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Puts a bundle in force at once.
     *
     * @return the bundle and the id of the act's receipt
     * @throws Problem 409 {@code policies_from_directory} or {@code policy_version_taken}, 422 {@code policy_refused}, 503
     */
    Done activate(Actor actor, SortedMap<String, String> files, String why) {
        refuseBesideFolder();
        PolicySource source = loaded(actor.tenant(), files);
        return new Done(source, acts.record(actor, new RegistryChange.ActivatePolicy(source), why));
    }

    /** A bundle and the receipt of what was done with it. */
    record Done(PolicySource source, String receipt) {}

    /**
     * Puts a bundle on trial: for a share of the agents, or beside the one in force without any effect.
     *
     * @param percent 0 to only record what it would say
     * @return the id of the act's receipt
     * @throws Problem 400, 409 with what stands against it, 422 {@code policy_refused}, 503
     */
    public String stage(Actor actor, SortedMap<String, String> files, int percent, String why) {
        if (percent < 0 || percent > StagedPolicy.MAX_PERCENT) {
            throw Input.wrong("`percent` takes 0 (log only) to " + StagedPolicy.MAX_PERCENT);
        }
        PolicySource source = loaded(actor.tenant(), files);
        if (standing(actor.tenant()).active().digest().equals(source.digest())) {
            throw new Problem(409, "policy_active_already", "this bundle is the active one; there is nothing to try");
        }
        return done(
                actor,
                new RegistryChange.StagePolicy(new StagedPolicy(source, percent)),
                Acts.why(why),
                after -> after.staged().filter(s -> s.policy().equals(source)).isPresent());
    }

    /**
     * Puts the bundle on trial in force.
     *
     * @param meant the digest of the bundle that is meant; empty for whichever is on trial
     * @return the id of the act's receipt
     * @throws Problem 409 {@code no_staged_policy} or {@code policies_from_directory}, 503
     */
    public String promote(Actor actor, Optional<String> meant, String why) {
        refuseBesideFolder();
        String digest = standing(actor.tenant())
                .staged()
                .map(s -> s.policy().digest())
                .filter(found -> meant.isEmpty() || meant.get().equals(found))
                .orElseThrow(() -> new Problem(
                        409, "no_staged_policy", "no bundle, or not that one, is on trial; stage one first"));
        return done(
                actor,
                new RegistryChange.PromotePolicy(actor.tenant(), digest),
                Acts.why(why),
                after -> after.active().digest().equals(digest));
    }

    /**
     * Ends the trial, or puts in force again what was in force before.
     *
     * @param meant the digest of the bundle that is to go; empty for whichever came last
     * @return the id of the act's receipt
     * @throws Problem 409 {@code no_earlier_policy} or {@code policies_from_directory}, 503
     */
    public String rollBack(Actor actor, Optional<String> meant, String why) {
        PolicyStanding before = standing(actor.tenant());
        String digest = before.lastStep()
                .filter(found -> meant.isEmpty() || meant.get().equals(found))
                .orElseThrow(() -> new Problem(
                        409, "no_earlier_policy", "no bundle is on trial and none was in force before the active one"));
        if (before.staged().isEmpty()) {
            refuseBesideFolder();
        }
        return done(
                actor,
                new RegistryChange.RollBackPolicy(actor.tenant(), digest),
                Acts.why(why),
                after -> !after.active().digest().equals(digest)
                        && after.staged()
                                .filter(s -> s.policy().digest().equals(digest))
                                .isEmpty());
    }

    private String done(Actor actor, RegistryChange change, String why, Predicate<PolicyStanding> achieved) {
        String receipt = acts.record(actor, change, why);
        if (!achieved.test(standing(actor.tenant()))) {
            throw new Problem(409, "conflict", "something else changed at the same time; look again and repeat");
        }
        return receipt;
    }

    private void refuseBesideFolder() {
        if (fromDirectory()) {
            throw new Problem(
                    409,
                    "policies_from_directory",
                    "the bundle in force comes from a folder; change its files and send SIGHUP");
        }
    }

    private PolicySource loaded(TenantId tenant, SortedMap<String, String> files) {
        Checked checked = check(tenant, files);
        if (checked.bundle().isEmpty()) {
            throw refused(checked.error());
        }
        PolicySource source = checked.source();
        if (!on.journal().registry().isFree(source)) {
            throw new Problem(
                    409,
                    "policy_version_taken",
                    "`" + source.label() + "` is the name of another bundle already; raise the version in "
                            + PolicyManifest.FILE);
        }
        return source;
    }

    /**
     * The files of a bundle as a request names them.
     *
     * @throws Problem 400 {@code wrong_form}
     */
    static SortedMap<String, String> files(JsonObject named) {
        SortedMap<String, String> files = new TreeMap<>();
        named.members().forEach((name, text) -> {
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
        return files;
    }
}
