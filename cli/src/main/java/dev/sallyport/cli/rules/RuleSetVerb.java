package dev.sallyport.cli.rules;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.registry.Duty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rules promote} and {@code rules demote}: lets a rule of a running gateway go one step further, or less far, as a receipted act. */
@Command
public final class RuleSetVerb extends AskingVerb {
    private final boolean up;

    @Parameters(paramLabel = "RULE", description = "the rule's id, or its name where it has none")
    private String rule = "";

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description = "experimental, log_only, alert or respond (default: the next step)")
    private @Nullable String stage;

    @Option(names = "--canary", paramLabel = "N", description = "for which share of agents, 0 to 100 percent")
    private @Nullable Integer canary;

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    private RuleSetVerb(Terminal terminal, boolean up) {
        super(terminal);
        this.up = up;
    }

    /** It goes further. */
    public static RuleSetVerb promote(Terminal terminal) {
        return new RuleSetVerb(terminal, true);
    }

    /** It goes less far. */
    public static RuleSetVerb demote(Terminal terminal) {
        return new RuleSetVerb(terminal, false);
    }

    @Override
    protected Exit run() {
        Gateway gateway = gatewayAsOperator();
        JsonObject.Builder body = JsonObject.builder()
                .put("rule", rule)
                .put("stage", stage == null ? next(gateway) : stage)
                .put("why", why);
        if (canary != null) {
            body.put("canary", canary);
        }
        JsonObject answer = gateway.post("/v1/rules", body.build()).orComplain().object();
        row(answer, RulesListVerb.text(answer) + "  receipt " + shown(answer, "receipt_id"));
        return Exit.OK;
    }

    /** The step from where it stands; a canary alone stays where it is. */
    private String next(Gateway gateway) {
        Duty.Stage now = stage(gateway);
        if (canary != null) {
            return now.wire();
        }
        List<Duty.Stage> all = List.of(Duty.Stage.values());
        int place = all.indexOf(now) + (up ? 1 : -1);
        if (place < 0 || place >= all.size()) {
            throw new Complaint(Exit.NO, "duty_unchanged", "`" + rule + "` stands at " + now.wire() + " already");
        }
        return all.get(place).wire();
    }

    private Duty.Stage stage(Gateway gateway) {
        JsonObject answer = gateway.get("/v1/rules").orComplain().object();
        List<Json> rules = answer.get("rules") instanceof JsonArray all ? all.items() : List.of();
        return rules.stream()
                .map(JsonObject.class::cast)
                .filter(each -> word(each, "rule").equals(Optional.of(rule)))
                .findFirst()
                .flatMap(each -> word(each, "stage"))
                .flatMap(Duty.Stage::byWire)
                .orElseThrow(() -> new Complaint(Exit.NO, "no_such_rule", "no such rule; `rules list` names them"));
    }

    private static Optional<String> word(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }
}
