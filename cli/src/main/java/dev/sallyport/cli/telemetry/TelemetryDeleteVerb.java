package dev.sallyport.cli.telemetry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code telemetry delete}: orders the deletion of everything that was sent, or shows what became of the order. */
@Command
public final class TelemetryDeleteVerb extends TelemetryVerb {
    @Option(
            names = "--status",
            description = "show what the collector signed about the newest order, and order nothing")
    private boolean status;

    /** On that terminal. */
    public TelemetryDeleteVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        String route = ROUTE + "/delete";
        JsonObject answer = (status ? asOperator().get(route) : asOperator().post(route, JsonObject.of()))
                .orComplain()
                .object();
        JsonObject order = answer.get("deletion") instanceof JsonObject o ? o : JsonObject.of();
        row(
                answer,
                "deletion: " + text(order, "state", "-") + "\nasked:    " + text(order, "requested", "-")
                        + "\ntarget:   " + text(order, "target", "-") + ", promised until " + text(order, "due", "-")
                        + "\ndone:     " + text(order, "done", "not yet")
                        + (text(order, "state", "").equals("done")
                                ? "\nbatches destroyed: " + number(order, "destroyed")
                                : ""));
        return Exit.OK;
    }
}
