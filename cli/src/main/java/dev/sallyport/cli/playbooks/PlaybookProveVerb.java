package dev.sallyport.cli.playbooks;

import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code playbooks prove}: has a running gateway play one of its playbooks over the receipts of the last days, and record that it passed.
 * Exit 1 if it did not.
 */
@Command
public final class PlaybookProveVerb extends AskingVerb {
    private static final int WEEK = 7;

    @Parameters(paramLabel = "NAME@VERSION", description = "as `playbooks list` names it")
    private String playbook = "";

    @Option(names = "--days", paramLabel = "N", description = "over so many days (default: 7)")
    private int days = WEEK;

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    /** On that terminal. */
    public PlaybookProveVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject wish = JsonObject.builder()
                .put("playbook", playbook)
                .put("days", days)
                .put("record", true)
                .put("why", why)
                .build();
        JsonObject answer = gatewayAsOperator()
                .post("/v1/playbooks/simulate", wish)
                .orComplain()
                .object();
        boolean passed = answer.get("receipt_id") != null;
        if (answer.get("playbooks") instanceof JsonArray all && all.items().getFirst() instanceof JsonObject one) {
            row(answer, SimulationText.of(one) + (passed ? "\nreceipt " + shown(answer, "receipt_id") : ""));
        }
        return passed ? Exit.OK : Exit.NO;
    }
}
