package dev.sallyport.cli.collector;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.telemetry.CustomerId;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code collector enrol}: lets a customer take part in a cohort; a running collector heeds it at once. */
@Command
public final class CollectorEnrolVerb extends FolderVerb {
    @Option(
            names = "--customer",
            paramLabel = "UUID",
            required = true,
            description = "the id that `telemetry on` printed at the customer's")
    private String customer = "";

    @Option(names = "--cohort", paramLabel = "WORD", required = true, description = "the cohort, such as a")
    private String cohort = "";

    /** On that terminal. */
    public CollectorEnrolVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        try {
            folder().enrol(new CustomerId(customer), cohort);
        } catch (IllegalArgumentException e) {
            throw Complaint.usage("not_a_customer", "collector enrol: " + e.getMessage());
        }
        row(
                JsonObject.builder()
                        .put("customer", customer)
                        .put("cohort", cohort)
                        .build(),
                customer + " takes part in cohort " + cohort);
        return Exit.OK;
    }
}
