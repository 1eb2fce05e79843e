package dev.sallyport.cli.playbooks;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code playbooks list}: the playbooks of a running gateway and which of them act. */
@Command
public final class PlaybooksListVerb extends AskingVerb {
    /** On that terminal. */
    public PlaybooksListVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject answer =
                gatewayAsOperator().get("/v1/playbooks").orComplain().object();
        List<Json> playbooks = answer.get("playbooks") instanceof JsonArray all ? all.items() : List.of();
        for (Json each : playbooks) {
            if (each instanceof JsonObject playbook) {
                row(playbook, text(playbook));
            }
        }
        return Exit.OK;
    }

    /** One line for people. */
    static String text(JsonObject playbook) {
        return shown(playbook, "stage") + " (at most " + shown(playbook, "most") + ")  " + shown(playbook, "playbook")
                + "  " + shown(playbook, "change") + (playbook.get("proof") == null ? "" : "  simulation passed");
    }
}
