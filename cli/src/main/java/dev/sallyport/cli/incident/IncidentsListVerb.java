package dev.sallyport.cli.incident;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code incidents list}: incidents, those that changed last first. */
@Command
public final class IncidentsListVerb extends AskingVerb {
    @Option(names = "--open", description = "only those that are not over")
    private boolean open;

    @Option(names = "--limit", paramLabel = "N", description = "how many, 1 to 200 (default: 50)")
    private int limit = 50;

    /** On that terminal. */
    public IncidentsListVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        List<JsonObject> rows = gatewayAsOperator()
                .get("/v1/incidents?limit=" + limit + (open ? "&status=open" : ""))
                .orComplain()
                .list("incidents");
        for (JsonObject incident : rows) {
            row(
                    incident,
                    String.format(
                            "%-40s %-13s %-9s %s",
                            shown(incident, "incident_id"),
                            shown(incident, "severity"),
                            shown(incident, "status"),
                            shown(incident, "sentence")));
        }
        if (rows.isEmpty() && !json()) {
            terminal().line("no incident");
        }
        return Exit.OK;
    }
}
