package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Fact;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilot pin}: a customer stays on a version of a shield, or no longer. */
@Command
public final class PilotPinVerb extends PilotVerb {
    @Parameters(index = "0", paramLabel = "CUSTOMER", description = "its id")
    private String customer = "";

    @Parameters(
            index = "1",
            paramLabel = "SHIELD@VERSION",
            description = "where it stays; with --off the shield alone is enough")
    private String version = "";

    @Option(names = "--off", description = "take the pin away")
    private boolean off;

    /** On that terminal. */
    public PilotPinVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        Fact fact = off
                ? new Fact.Unpinned(customer, version.replaceFirst("@.*", ""))
                : new Fact.Pinned(customer, version(version));
        record(pilot -> List.of(fact));
        row(
                JsonObject.builder()
                        .put("customer", customer)
                        .put("version", version)
                        .put("pinned", !off)
                        .build(),
                customer + (off ? " is free of " : " stays on ") + version);
        return Exit.OK;
    }
}
