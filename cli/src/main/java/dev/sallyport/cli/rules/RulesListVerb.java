package dev.sallyport.cli.rules;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code rules list}: the rules of a running gateway and how far each goes. */
@Command
public final class RulesListVerb extends AskingVerb {
    /** On that terminal. */
    public RulesListVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject answer = gatewayAsOperator().get("/v1/rules").orComplain().object();
        List<Json> rules = answer.get("rules") instanceof JsonArray all ? all.items() : List.of();
        for (Json each : rules) {
            if (each instanceof JsonObject rule) {
                row(rule, text(rule));
            }
        }
        return Exit.OK;
    }

    /** One line for people. */
    static String text(JsonObject rule) {
        return shown(rule, "stage") + " (at most " + shown(rule, "most") + ")  canary " + shown(rule, "canary") + " %  "
                + shown(rule, "rule") + "  " + shown(rule, "title")
                + (rule.get("proof") == null ? "" : "  dry run passed");
    }
}
