package dev.sallyport.cli.incident;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code incidents close}: says that an incident is over, and what it was. */
@Command
public final class IncidentsCloseVerb extends IncidentActVerb {
    @Option(
            names = "--verdict",
            paramLabel = "V",
            required = true,
            description = "true_positive, benign, false_positive or undecided")
    private String verdict = "";

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "up to 500 characters; its receipt holds a commitment to it")
    private String note = "";

    /** On that terminal. */
    public IncidentsCloseVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        return act(
                "close",
                JsonObject.builder().put("verdict", verdict).put("note", note).build());
    }
}
