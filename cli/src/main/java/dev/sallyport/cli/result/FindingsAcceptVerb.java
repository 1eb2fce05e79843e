package dev.sallyport.cli.result;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code findings accept}: says why a finding may stay as it is, and for how long. */
@Command
public final class FindingsAcceptVerb extends AskingVerb {
    @Parameters(paramLabel = "ID", description = "the finding")
    private String finding = "";

    @Option(names = "--why", paramLabel = "WHY", required = true, description = "why it may stay as it is")
    private String why = "";

    @Option(
            names = "--days",
            paramLabel = "N",
            required = true,
            description = "for how many days, 1 to 365; 0 ends it at once")
    private int days;

    /** On that terminal. */
    public FindingsAcceptVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject answer = gatewayAsOperator()
                .post(
                        "/v1/findings/" + id("finding", finding) + "/accept",
                        JsonObject.builder().put("why", why).put("days", days).build())
                .orComplain()
                .object();
        row(answer, "accepted: " + shown(answer, "finding_id") + ", receipt " + shown(answer, "receipt_id"));
        return Exit.OK;
    }
}
