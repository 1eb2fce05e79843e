package dev.sallyport.cli.rules;

import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code rules prove}: has a running gateway play one of its rules over the receipts of the last days, and record that it passed. Exit 1 if
 * it did not.
 */
@Command
public final class RuleProveVerb extends AskingVerb {
    private static final int WEEK = 7;

    @Parameters(paramLabel = "RULE", description = "the rule's id, or its name where it has none")
    private String rule = "";

    @Option(names = "--days", paramLabel = "N", description = "over so many days (default: 7)")
    private int days = WEEK;

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    /** On that terminal. */
    public RuleProveVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject answer = gatewayAsOperator()
                .post(
                        "/v1/rules/dry-run",
                        JsonObject.builder()
                                .put("rule", rule)
                                .put("days", days)
                                .put("record", true)
                                .put("why", why)
                                .build())
                .orComplain()
                .object();
        boolean passed = answer.get("receipt_id") != null;
        String found =
                answer.get("rules") instanceof JsonArray rows && rows.items().getFirst() instanceof JsonObject row
                        ? shown(row, "why")
                        : "-";
        row(
                answer,
                passed ? rule + " passed, receipt " + shown(answer, "receipt_id") : rule + " does not pass: " + found);
        return passed ? Exit.OK : Exit.NO;
    }
}
