package dev.sallyport.cli.judge;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.gate.Risk;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.server.policy.PolicyExample;
import dev.sallyport.server.policy.Situation;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code decide}: judges one action as a gateway would, without one and without a record. Reads the action, or the body of an
 * authorize request, on standard input; always answers with one line of JSON.
 */
@Command
public final class DecideVerb extends Verb {
    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "folder of *.cedar files (default: the built-in pack)")
    private @Nullable String policy;

    @Option(names = "--facts", paramLabel = "F", description = "JSON file of what is known beside the action")
    private @Nullable String facts;

    /** On that terminal. */
    public DecideVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject input = object("standard input", terminal().readInput(JsonLimits.DEFAULT.bytes()));
        boolean request = input.get("tool_call") != null;
        Action action = Action.fromJson(request ? object(input, "tool_call") : input);
        Situation situation = request ? Situation.said(input) : Situation.unknown();
        if (facts != null) {
            situation = situation.with(object("`" + facts + "`", terminal().read(facts)));
        }
        PolicyBundle bundle = policy == null ? PolicyBundles.builtIn() : PolicyBundles.folder(terminal(), policy);
        Facts gathered = situation.around(action, bundle.digest());
        Judgement judgement = Judge.judge(gathered, bundle);
        terminal().json(answer(gathered, judgement));
        return exit(judgement.decision());
    }

    private static JsonObject answer(Facts facts, Judgement judgement) {
        Decision decision = judgement.decision();
        Risk risk = Risk.of(facts);
        JsonObject.Builder answer = JsonObject.builder()
                .put("decision", decision.wire())
                .put("reason", decision.reason().wire())
                .put("explanation", decision.reason().sentence())
                .put("reasons", texts(PolicyExample.reasons(decision)))
                .put("matched_policies", texts(judgement.policies()))
                .put("risk_score", risk.score())
                .put("risk_level", risk.level())
                .put("effect", facts.what().effect().name().toLowerCase(Locale.ROOT))
                .put("action_hash", facts.what().actionHash2())
                .put("action_hash_scheme", "sallyport-jcs-2")
                .put("policy_digest", facts.policyDigest())
                .put("decider", Judge.VERSION);
        if (decision instanceof Decision.RequireApproval demand) {
            answer.put("approver_group", demand.group())
                    .put("quorum", demand.quorum())
                    .put("expires_in_ms", demand.expiryMillis());
        }
        return answer.build();
    }

    private static Exit exit(Decision decision) {
        return switch (decision) {
            case Decision.Allow allow -> Exit.OK;
            case Decision.RequireApproval demand -> Exit.PENDING;
            case Decision.Deny deny -> deny.reason() == ReasonCode.POLICY_ERROR ? Exit.CANNOT_DECIDE : Exit.NO;
        };
    }

    private static JsonArray texts(List<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }

    static JsonObject object(String what, byte[] document) {
        Json value = StrictJson.parse(document);
        if (value instanceof JsonObject object) {
            return object;
        }
        throw Complaint.usage("wrong_type", what + " holds no JSON object");
    }

    private static JsonObject object(JsonObject outer, String member) {
        if (outer.get(member) instanceof JsonObject object) {
            return object;
        }
        throw Complaint.usage("wrong_type", "member `" + member + "` is not an object");
    }
}
