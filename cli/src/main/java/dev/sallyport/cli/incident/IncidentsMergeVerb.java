package dev.sallyport.cli.incident;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code incidents merge}: tells an incident as part of another one. */
@Command
public final class IncidentsMergeVerb extends IncidentActVerb {
    @Option(names = "--into", paramLabel = "ID", required = true, description = "the incident it is part of")
    private String into = "";

    /** On that terminal. */
    public IncidentsMergeVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        return act(
                "merge", JsonObject.builder().put("into", id("incident", into)).build());
    }
}
