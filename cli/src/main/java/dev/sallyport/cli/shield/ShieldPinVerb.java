package dev.sallyport.cli.shield;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shield pin}: runs one installed version of a shield until another is chosen. */
@Command
public final class ShieldPinVerb extends AskingVerb {
    @Parameters(index = "0", paramLabel = "SHIELD", description = "its name, as `shield list` shows it")
    private String shield = "";

    @Parameters(
            index = "1",
            paramLabel = "VERSION",
            description = "an installed version, or `newest` to follow updates")
    private String version = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    /** On that terminal. */
    public ShieldPinVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject body = JsonObject.builder()
                .put("shield", id("shield", shield))
                .put("version", version)
                .put("why", why)
                .build();
        JsonObject answer =
                gatewayAsOperator().post("/v1/shields", body).orComplain().object();
        row(answer, ShieldsVerb.text(answer));
        return Exit.OK;
    }
}
