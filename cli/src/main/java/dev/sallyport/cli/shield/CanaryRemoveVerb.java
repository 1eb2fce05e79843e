package dev.sallyport.cli.shield;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code canary remove}: looks for a canary no longer. */
@Command
public final class CanaryRemoveVerb extends AskingVerb {
    @Parameters(paramLabel = "ID", description = "the canary's id, as `canary list` shows it")
    private String canary = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    /** On that terminal. */
    public CanaryRemoveVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        String id = id("canary", canary);
        JsonObject answer = gatewayAsOperator()
                .post(
                        "/v1/canaries/" + id + "/remove",
                        JsonObject.builder().put("why", why).build())
                .orComplain()
                .object();
        row(answer, id + " is looked for no longer");
        return Exit.OK;
    }
}
