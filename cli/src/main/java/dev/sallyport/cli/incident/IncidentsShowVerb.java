package dev.sallyport.cli.incident;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.text.visible.Visible;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code incidents show}: one incident in words, with what waits for people; all of its evidence for programs. */
@Command
public final class IncidentsShowVerb extends AskingVerb {
    @Parameters(paramLabel = "ID", description = "the incident's id, as `incidents list` shows it")
    private String incident = "";

    /** On that terminal. */
    public IncidentsShowVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        String id = id("incident", incident);
        Gateway gateway = gatewayAsOperator();
        JsonObject story =
                gateway.get("/v1/incidents/" + id + "/story").orComplain().object();
        if (json()) {
            terminal().json(story);
            return Exit.OK;
        }
        JsonObject told =
                gateway.get("/v1/incidents/" + id + "/narrate").orComplain().object();
        if (told.get("text") instanceof JsonString text) {
            text.value().lines().forEach(line -> terminal().line(Visible.line(line)));
        }
        terminal().line("");
        terminal()
                .line("told by " + shown(told, "origin") + ", reviewed " + shown(told, "reviewed") + "; receipts "
                        + items(story, "receipts").size() + ", verified " + shown(story, "verified"));
        for (Json each : items(story, "steps")) {
            if (each instanceof JsonObject step) {
                terminal()
                        .line("step " + shown(step, "step") + "  " + shown(step, "effect") + " " + shown(step, "target")
                                + "  " + shown(step, "state"));
            }
        }
        return Exit.OK;
    }

    private static List<Json> items(JsonObject object, String member) {
        return object.get(member) instanceof JsonArray list ? list.items() : List.of();
    }
}
