package dev.sallyport.cli.shield;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shield rollback}: sets a shield as it was before it was last set, version and mode. */
@Command
public final class ShieldRollbackVerb extends AskingVerb {
    @Parameters(paramLabel = "SHIELD", description = "its name, as `shield list` shows it")
    private String shield = "";

    @Option(names = "--cell", paramLabel = "CELL", description = "as it was before it was last set for that cell")
    private String cell = "";

    @Option(
            names = "--standing",
            paramLabel = "SETTING",
            description = "only if that is how it stands, as `shield list` writes it")
    private String standing = "";

    @Option(names = "--back-to", paramLabel = "SETTING", description = "only if that is what it goes back to")
    private String backTo = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    /** On that terminal. */
    public ShieldRollbackVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject.Builder body = JsonObject.builder().put("why", why);
        Map.of("cell", cell, "standing", standing, "back_to", backTo).forEach((name, said) -> {
            if (!said.isEmpty()) {
                body.put(name, said);
            }
        });
        JsonObject answer = gatewayAsOperator()
                .post("/v1/shields/" + id("shield", shield) + "/rollback", body.build())
                .orComplain()
                .object();
        row(answer, ShieldsVerb.text(answer));
        return Exit.OK;
    }
}
