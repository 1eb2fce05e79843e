package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.remote.Reply;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code agents}: who is registered and may act. */
@Command
public final class AgentsVerb extends AskingVerb {
    /** On that terminal. */
    public AgentsVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        Reply reply = gatewayAsOperator().get("/v1/agents?limit=1000").orComplain();
        for (JsonObject agent : reply.list("agents")) {
            row(
                    agent,
                    String.format(
                                    "%-28s %-24s %-8s %-12s %-20s %s",
                                    shown(agent, "agent_id"),
                                    shown(agent, "agent_key"),
                                    shown(agent, "status"),
                                    shown(agent, "environment"),
                                    shown(agent, "owner_team"),
                                    agent.get("speaks_for_user") == null ? "" : "speaks for its user")
                            .stripTrailing());
        }
        return Exit.OK;
    }
}
