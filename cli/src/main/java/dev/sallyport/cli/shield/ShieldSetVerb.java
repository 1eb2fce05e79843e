package dev.sallyport.cli.shield;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shield mode}: says what a shield's findings may do. */
@Command
public final class ShieldSetVerb extends AskingVerb {
    @Parameters(index = "0", paramLabel = "SHIELD", description = "its name, as `shield list` shows it")
    private String shield = "";

    @Parameters(
            index = "1",
            paramLabel = "MODE",
            description = "off, advisory, high-confidence or blocking; with --cell also inherit")
    private String mode = "";

    @Option(
            names = "--threshold",
            paramLabel = "PERCENT",
            description =
                    "the least confidence that high-confidence blocks, 1 to 100; another one is a new version of its rule")
    private @Nullable Integer threshold;

    @Option(
            names = "--cell",
            paramLabel = "CELL",
            description = "only for agents registered with that environment; it wins over the whole tenant's setting")
    private String cell = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    /** On that terminal. */
    public ShieldSetVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject.Builder body = JsonObject.builder()
                .put("shield", id("shield", shield))
                .put("mode", mode)
                .put("why", why);
        if (!cell.isEmpty()) {
            body.put("cell", cell);
        }
        if (threshold != null) {
            body.put("threshold_percent", threshold);
        }
        JsonObject answer = gatewayAsOperator()
                .post("/v1/shields", body.build())
                .orComplain()
                .object();
        row(answer, ShieldsVerb.text(answer));
        return Exit.OK;
    }
}
