package dev.sallyport.cli.incident;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code incidents assign}: says who looks at an incident. */
@Command
public final class IncidentsAssignVerb extends IncidentActVerb {
    @Option(names = "--to", paramLabel = "NAME", required = true, description = "who looks at it")
    private String assignee = "";

    /** On that terminal. */
    public IncidentsAssignVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        return act("assign", JsonObject.builder().put("assignee", assignee).build());
    }
}
