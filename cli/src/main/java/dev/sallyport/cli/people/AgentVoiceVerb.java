package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code agent vouch} and {@code agent unvouch}: whether what the agent's host says its user said counts as the user's word. The
 * agent keeps its token.
 */
@Command
public final class AgentVoiceVerb extends AskingVerb {
    private final boolean speaks;

    @Parameters(paramLabel = "AGENT", description = "the agent's id, as `agents` lists it")
    private String agent = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    private AgentVoiceVerb(Terminal terminal, boolean speaks) {
        super(terminal);
        this.speaks = speaks;
    }

    /** From now on it counts. */
    public static AgentVoiceVerb vouch(Terminal terminal) {
        return new AgentVoiceVerb(terminal, true);
    }

    /** From now on it is a text that nobody vouches for. */
    public static AgentVoiceVerb unvouch(Terminal terminal) {
        return new AgentVoiceVerb(terminal, false);
    }

    @Override
    protected Exit run() {
        String id = id("agent", agent);
        JsonObject body = JsonObject.builder()
                .put("speaks_for_user", speaks)
                .put("why", why)
                .build();
        JsonObject answer = gatewayAsOperator()
                .post("/v1/agents/" + id + "/speaks", body)
                .orComplain()
                .object();
        row(answer, id + (speaks ? " speaks for its user" : " does not speak for its user"));
        return Exit.OK;
    }
}
