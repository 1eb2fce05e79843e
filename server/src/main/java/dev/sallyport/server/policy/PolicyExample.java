package dev.sallyport.server.policy;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.PolicyBundle;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One example beside a policy: an action, what is known around it, and the judgement its author expects.
 *
 * @param decision {@code allow}, {@code deny} or {@code require_approval}
 * @param reason the code of the deciding reason, if the author cares
 * @param policies ids of the determining policies, if the author cares
 * @param group the approver group demanded, if the author cares
 */
public record PolicyExample(
        String name,
        Action action,
        JsonObject facts,
        String decision,
        Optional<String> reason,
        Optional<List<String>> policies,
        Optional<String> group) {

    /** Reads the examples of one file: {@code {"examples": [...]}}. */
    public static List<PolicyExample> all(String file, JsonObject document) {
        try {
            Fields fields = Fields.of("`" + file + "`", document);
            List<PolicyExample> examples = fields.items("examples").stream()
                    .map(item -> of("an example of `" + file + "`", item))
                    .toList();
            fields.end();
            return examples;
        } catch (FormBroken broken) {
            throw new Unjudgeable("example_refused", String.valueOf(broken.getMessage()));
        }
    }

    private static PolicyExample of(String where, Json item) {
        Fields fields = Fields.of(where, item);
        boolean namesPolicies = item instanceof JsonObject object && object.get("policies") != null;
        PolicyExample example = new PolicyExample(
                fields.text("name"),
                Action.fromJson(fields.object("action").whole()),
                fields.optionalObject("facts").map(Fields::whole).orElse(JsonObject.of()),
                fields.text("decision"),
                fields.optionalText("reason"),
                namesPolicies ? Optional.of(fields.texts("policies")) : Optional.empty(),
                fields.optionalText("group"));
        fields.end();
        return example;
    }

    /** The facts in which it is judged under the bundle with that digest. */
    public Facts facts(String policyDigest) {
        return Situation.of(facts).around(action, policyDigest);
    }

    /** What differs from what its author expects; empty when nothing does. */
    public Optional<String> failure(PolicyBundle bundle) {
        Judgement judgement = Judge.judge(facts(bundle.digest()), bundle);
        Decision actual = judgement.decision();
        String seen = actual.wire() + " (" + actual.reason().wire() + ") by " + judgement.policies();
        if (!actual.wire().equals(decision)) {
            return Optional.of("expected " + decision + ", got " + seen);
        }
        if (reason.isPresent() && !reasons(actual).contains(reason.get())) {
            return Optional.of("expected reason " + reason.get() + ", got " + seen);
        }
        if (policies.isPresent() && !new TreeSet<>(policies.get()).equals(new TreeSet<>(judgement.policies()))) {
            return Optional.of("expected policies " + policies.get() + ", got " + seen);
        }
        String demanded = actual instanceof Decision.RequireApproval demand ? demand.group() : "";
        return group.filter(wanted -> !wanted.equals(demanded))
                .map(wanted -> "expected approver group " + wanted + ", got `" + demanded + "`");
    }

    /** Every reason for the decision, the one that decided first. */
    public static List<String> reasons(Decision decision) {
        return switch (decision) {
            case Decision.Allow allow -> List.of(allow.reason().wire());
            case Decision.RequireApproval demand -> List.of(demand.reason().wire());
            case Decision.Deny deny ->
                deny.reasons().stream().map(ReasonCode::wire).toList();
        };
    }
}
