package dev.sallyport.cli.shield;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code canary list}: the planted canaries, without their texts. */
@Command
public final class CanariesVerb extends AskingVerb {
    /** On that terminal. */
    public CanariesVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject answer = gatewayAsOperator().get("/v1/canaries").orComplain().object();
        if (answer.get("canaries") instanceof JsonArray canaries) {
            for (Json canary : canaries.items()) {
                if (canary instanceof JsonObject one) {
                    row(one, shown(one, "canary_id") + "  " + shown(one, "kind"));
                }
            }
        }
        return Exit.OK;
    }
}
