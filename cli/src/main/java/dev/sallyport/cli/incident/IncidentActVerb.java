package dev.sallyport.cli.incident;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A verb that does something with one incident. The act has a receipt. */
@Command
abstract class IncidentActVerb extends AskingVerb {
    @Parameters(paramLabel = "ID", description = "the incident's id, as `incidents list` shows it")
    private String incident = "";

    IncidentActVerb(Terminal terminal) {
        super(terminal);
    }

    /** Does it, and says how the incident stands then. */
    final Exit act(String act, JsonObject body) {
        String id = id("incident", incident);
        JsonObject answer = gatewayAsOperator()
                .post("/v1/incidents/" + id + "/" + act, body)
                .orComplain()
                .object();
        JsonObject kept = answer.get("incident") instanceof JsonObject object ? object : JsonObject.of();
        row(kept, shown(kept, "incident_id") + " is " + shown(kept, "status"));
        return Exit.OK;
    }
}
