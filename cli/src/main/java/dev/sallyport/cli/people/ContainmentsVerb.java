package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code contain list}: what stands against whom short of a freeze. */
@Command
public final class ContainmentsVerb extends AskingVerb {
    /** On that terminal. */
    public ContainmentsVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        List<JsonObject> rows =
                gatewayAsOperator().get("/v1/containments").orComplain().list("containments");
        for (JsonObject each : rows) {
            row(
                    each,
                    String.format(
                            "%-60s since %s  until %s",
                            shown(each, "containment_id"), shown(each, "since"), shown(each, "until")));
        }
        if (rows.isEmpty() && !json()) {
            terminal().line("nothing is contained; `agents` shows who is frozen");
        }
        return Exit.OK;
    }
}
