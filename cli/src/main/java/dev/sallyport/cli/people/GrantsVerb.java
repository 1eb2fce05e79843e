package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code grants}: the approvals that people had remembered, and what each of them binds. */
@Command
public final class GrantsVerb extends AskingVerb {
    /** On that terminal. */
    public GrantsVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        List<JsonObject> rows =
                gatewayAsOperator().get("/v1/grants").orComplain().list("grants");
        for (JsonObject grant : rows) {
            row(
                    grant,
                    String.format(
                            "%-28s %s/%s  by %s  binds %s%n    agreed to by %s, until %s, after %s",
                            shown(grant, "grant_id"),
                            shown(grant, "server"),
                            shown(grant, "action"),
                            shown(grant, "agent_id"),
                            shown(grant, "binds"),
                            shown(grant, "person"),
                            shown(grant, "expires_at"),
                            shown(grant, "sources")));
        }
        if (rows.isEmpty() && !json()) {
            terminal().line("no approval is remembered");
        }
        return Exit.OK;
    }
}
