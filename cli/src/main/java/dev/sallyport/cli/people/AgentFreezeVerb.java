package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agent freeze}: every call of the agent is denied from now on, for a time or until somebody lifts it. */
@Command
public final class AgentFreezeVerb extends AskingVerb {
    private static final int MINUTE_SECONDS = 60;

    @Parameters(paramLabel = "AGENT", description = "the agent's id, as `agents` lists it")
    private String agent = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "how long, in whole minutes, such as 30m or 2h, at most 168h; until it is lifted without it")
    private @Nullable String life;

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    /** On that terminal. */
    public AgentFreezeVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        String id = id("agent", agent);
        JsonObject.Builder body = JsonObject.builder().put("why", why);
        if (life != null) {
            body.put("for_minutes", minutes(life));
        }
        JsonObject answer = gatewayAsOperator()
                .post("/v1/agents/" + id + "/freeze", body.build())
                .orComplain()
                .object();
        row(
                answer,
                id + " is " + shown(answer, "status")
                        + (answer.get("until") == null ? "" : " until " + shown(answer, "until")));
        return Exit.OK;
    }

    private static long minutes(String life) {
        long seconds = PreviewOpenVerb.seconds(life);
        if (seconds % MINUTE_SECONDS != 0) {
            throw Complaint.usage("not_a_time", "`--for` takes whole minutes here, such as 30m or 2h");
        }
        return seconds / MINUTE_SECONDS;
    }
}
