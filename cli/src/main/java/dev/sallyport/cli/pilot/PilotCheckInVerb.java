package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.WeeklyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pilot check-in}: the sheet of a check-in with a customer, Markdown. */
@Command
public final class PilotCheckInVerb extends PilotVerb {
    @Parameters(paramLabel = "CUSTOMER", description = "its id")
    private String customer = "";

    /** On that terminal. */
    public PilotCheckInVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        Pilot pilot = begun();
        if (!pilot.customers().containsKey(customer)) {
            throw Complaint.usage("unknown_customer", "no customer `" + customer + "` has joined");
        }
        WeeklyReport report = WeeklyReport.of(pilot, now(), customer);
        row(
                JsonObject.builder()
                        .put("customer", customer)
                        .put("sheet", report.sheet())
                        .put("report", report.json())
                        .build(),
                report.sheet());
        return Exit.OK;
    }
}
