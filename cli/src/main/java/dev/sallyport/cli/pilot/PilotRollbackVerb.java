package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.Versions;
import dev.sallyport.shield.ShieldVersion;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilot rollback}: a customer goes back to the version before, and stays there until the pin is taken away. */
@Command
public final class PilotRollbackVerb extends PilotVerb {
    @Parameters(index = "0", paramLabel = "CUSTOMER", description = "its id")
    private String customer = "";

    @Parameters(index = "1", paramLabel = "SHIELD", description = "which shield")
    private String shield = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "what went wrong")
    private String why = "not said";

    /** On that terminal. */
    public PilotRollbackVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        Pilot pilot = record(before -> List.of(Versions.back(before, customer, shield, why)));
        ShieldVersion now = Versions.running(pilot, customer).get(shield);
        String wire = now == null ? "" : now.wire();
        row(
                JsonObject.builder()
                        .put("customer", customer)
                        .put("version", wire)
                        .put("pinned", true)
                        .build(),
                customer + " is back on " + wire + " and stays there");
        return Exit.OK;
    }
}
