package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code agent unfreeze} and {@code agent revoke}: lets a frozen agent act again, or ends it for good. */
@Command
public final class AgentStandingVerb extends AskingVerb {
    private final String step;

    @Parameters(paramLabel = "AGENT", description = "the agent's id, as `agents` lists it")
    private String agent = "";

    private AgentStandingVerb(Terminal terminal, String step) {
        super(terminal);
        this.step = step;
    }

    /** A frozen agent may act again. */
    public static AgentStandingVerb unfreeze(Terminal terminal) {
        return new AgentStandingVerb(terminal, "unfreeze");
    }

    /** The agent's token is dead for good. */
    public static AgentStandingVerb revoke(Terminal terminal) {
        return new AgentStandingVerb(terminal, "revoke");
    }

    @Override
    protected Exit run() {
        String id = id("agent", agent);
        JsonObject answer = gatewayAsOperator()
                .post("/v1/agents/" + id + "/" + step, JsonObject.of())
                .orComplain()
                .object();
        row(answer, id + " is " + shown(answer, "status"));
        return Exit.OK;
    }
}
