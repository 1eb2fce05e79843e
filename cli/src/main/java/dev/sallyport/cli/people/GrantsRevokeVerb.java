package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grants revoke}: a remembered approval counts no longer. */
@Command
public final class GrantsRevokeVerb extends AskingVerb {
    @Parameters(paramLabel = "ID", description = "the grant's id, as `grants` lists it")
    private String grant = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    /** On that terminal. */
    public GrantsRevokeVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        String id = id("grant", grant);
        JsonObject answer = gatewayAsOperator()
                .post(
                        "/v1/grants/" + id + "/revoke",
                        JsonObject.builder().put("why", why).build())
                .orComplain()
                .object();
        row(answer, id + " is " + shown(answer, "status"));
        return Exit.OK;
    }
}
