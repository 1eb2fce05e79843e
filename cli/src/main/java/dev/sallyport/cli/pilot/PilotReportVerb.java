package dev.sallyport.cli.pilot;

import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.WeeklyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pilot report}: the last seven days of all customers or of one. */
@Command
public final class PilotReportVerb extends PilotVerb {
    @Option(names = "--customer", paramLabel = "ID", description = "of that customer only")
    private String customer = "";

    /** On that terminal. */
    public PilotReportVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        WeeklyReport report = WeeklyReport.of(begun(), now(), customer);
        row(report.json(), report.text());
        return Exit.OK;
    }
}
