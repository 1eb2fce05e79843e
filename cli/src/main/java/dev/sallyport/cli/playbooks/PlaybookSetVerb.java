package dev.sallyport.cli.playbooks;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.registry.Duty;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code playbooks activate} and {@code playbooks deactivate}: lets a version of a playbook act, or only be recorded, as a receipted act. */
@Command
public final class PlaybookSetVerb extends AskingVerb {
    private final Duty.Stage stage;

    @Parameters(paramLabel = "NAME@VERSION", description = "as `playbooks list` names it")
    private String playbook = "";

    @Option(names = "--canary", paramLabel = "N", description = "for which share of agents, 0 to 100 percent")
    private @Nullable Integer canary;

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    private PlaybookSetVerb(Terminal terminal, Duty.Stage stage) {
        super(terminal);
        this.stage = stage;
    }

    /** It acts. */
    public static PlaybookSetVerb activate(Terminal terminal) {
        return new PlaybookSetVerb(terminal, Duty.Stage.RESPOND);
    }

    /** What it would do is recorded. */
    public static PlaybookSetVerb deactivate(Terminal terminal) {
        return new PlaybookSetVerb(terminal, Duty.Stage.LOG_ONLY);
    }

    @Override
    protected Exit run() {
        JsonObject.Builder body = JsonObject.builder()
                .put("playbook", playbook)
                .put("stage", stage.wire())
                .put("why", why);
        if (canary != null) {
            body.put("canary", canary);
        }
        JsonObject answer = gatewayAsOperator()
                .post("/v1/playbooks", body.build())
                .orComplain()
                .object();
        row(answer, PlaybooksListVerb.text(answer) + "  receipt " + shown(answer, "receipt_id"));
        return Exit.OK;
    }
}
