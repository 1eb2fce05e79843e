package dev.sallyport.cli.shield;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shield report-fp} and {@code shield report-fn}: a finding that was none, or one that is missing. Only its category is kept. */
@Command
public final class ShieldReportVerb extends AskingVerb {
    private final boolean falsePositive;

    @Parameters(paramLabel = "CATEGORY", description = "what was found or missed, written SHIELD:KIND")
    private String category = "";

    @Option(names = "--decision", paramLabel = "ID", description = "the decision it is about")
    private String decision = "";

    private ShieldReportVerb(Terminal terminal, boolean falsePositive) {
        super(terminal);
        this.falsePositive = falsePositive;
    }

    /** A finding that was none. */
    public static ShieldReportVerb falsePositive(Terminal terminal) {
        return new ShieldReportVerb(terminal, true);
    }

    /** A finding that is missing. */
    public static ShieldReportVerb falseNegative(Terminal terminal) {
        return new ShieldReportVerb(terminal, false);
    }

    @Override
    protected Exit run() {
        int colon = category.indexOf(':');
        JsonObject.Builder body = JsonObject.builder()
                .put("shield", colon < 0 ? category : category.substring(0, colon))
                .put("kind", falsePositive ? "fp" : "fn")
                .put("category", category);
        if (!decision.isEmpty()) {
            body.put("decision_id", id("decision", decision));
        }
        JsonObject answer = gatewayAsOperator()
                .post("/v1/shields/reports", body.build())
                .orComplain()
                .object();
        row(answer, "reported: " + shown(answer, "category"));
        return Exit.OK;
    }
}
