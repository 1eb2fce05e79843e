package dev.sallyport.cli.result;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code findings submit}: hands in what a scanner of source text found. */
@Command
public final class FindingsSubmitVerb extends AskingVerb {
    @Parameters(paramLabel = "FILE", description = "a SARIF 2.1.0 file")
    private String file = "";

    @Option(
            names = "--source",
            paramLabel = "NAME",
            required = true,
            description = "the scanner's name; its files follow each other")
    private String source = "";

    @Option(names = "--revision", paramLabel = "REV", description = "what was scanned, such as a commit")
    private String revision = "";

    /** On that terminal. */
    public FindingsSubmitVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        String query =
                "?source=" + id("source", source) + (revision.isEmpty() ? "" : "&revision=" + id("revision", revision));
        JsonObject answer = gatewayAsOperator()
                .post("/v1/findings" + query, terminal().read(file))
                .orComplain()
                .object();
        row(
                answer,
                "handed in: " + shown(answer, "source") + ", new " + sum(answer, "new") + ", open "
                        + sum(answer, "open") + ", accepted " + sum(answer, "accepted") + ", gone "
                        + sum(answer, "gone") + ", receipt " + shown(answer, "receipt_id"));
        return Exit.OK;
    }

    /** How many there are of a state, of all levels. */
    private static long sum(JsonObject answer, String state) {
        return answer.get(state) instanceof JsonObject levels
                ? levels.members().values().stream()
                        .filter(JsonNumber.class::isInstance)
                        .mapToLong(number -> (long) ((JsonNumber) number).value())
                        .sum()
                : 0;
    }
}
