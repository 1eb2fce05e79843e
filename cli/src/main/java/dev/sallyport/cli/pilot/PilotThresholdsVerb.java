package dev.sallyport.cli.pilot;

import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.ThresholdTable;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code pilot thresholds}: each shield beside its targets. */
@Command
public final class PilotThresholdsVerb extends PilotVerb {
    /** On that terminal. */
    public PilotThresholdsVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        List<ThresholdTable.Row> rows = ThresholdTable.of(begun(), now());
        rows.forEach(each -> row(each.json(), each.text()));
        return rows.stream().allMatch(ThresholdTable.Row::within) ? Exit.OK : Exit.NO;
    }
}
