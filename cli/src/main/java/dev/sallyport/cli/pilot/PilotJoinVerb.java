package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Cohort;
import dev.sallyport.govern.pilot.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pilot join}: a customer joins under an opaque id; prints the id. */
@Command
public final class PilotJoinVerb extends PilotVerb {
    @Option(names = "--id", paramLabel = "ID", description = "its opaque id (default: a new one)")
    private @Nullable String id;

    @Option(names = "--cohort", paramLabel = "A|B|C", required = true, description = "the cohort that joins now")
    private Cohort cohort = Cohort.A;

    @Option(names = "--key", paramLabel = "VKEY", description = "the verifier key of its statements")
    private String key = "";

    @Option(names = "--auto-update", description = "it consents to updates that come by themselves (cohort A need not)")
    private boolean autoUpdate;

    /** On that terminal. */
    public PilotJoinVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        String customer = id == null ? UUID.randomUUID().toString() : id;
        List<Fact> facts = new ArrayList<>(List.of(new Fact.Joined(customer, cohort, key)));
        if (autoUpdate) {
            facts.add(new Fact.Consented(customer, true));
        }
        record(pilot -> facts);
        row(
                JsonObject.builder()
                        .put("customer", customer)
                        .put("cohort", cohort.name())
                        .build(),
                customer + " joins cohort " + cohort);
        return Exit.OK;
    }
}
