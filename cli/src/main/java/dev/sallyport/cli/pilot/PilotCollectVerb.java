package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.collector.CustomerWeek;
import dev.sallyport.govern.loop.Collecting;
import dev.sallyport.server.collector.CollectorFolder;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pilot collect}: records the weeks that a collector received and that are over; those the pilot has already are passed over. */
@Command
public final class PilotCollectVerb extends PilotVerb {
    @Option(names = "--from", paramLabel = "DIR", required = true, description = "the collector's folder")
    private String from = "";

    @Option(names = "--dry-run", description = "only say what would be recorded")
    private boolean dryRun;

    /** On that terminal. */
    public PilotCollectVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        begun();
        List<CustomerWeek> weeks = new CollectorFolder(terminal().path(from)).customerWeeks(now().toEpochMilli());
        Collecting collecting = Collecting.of(read(), weeks);
        if (!dryRun && !collecting.facts().isEmpty()) {
            record(before -> Collecting.of(before, weeks).facts());
        }
        for (Collecting.Left left : collecting.left()) {
            row(
                    JsonObject.builder()
                            .put("customer", left.customer())
                            .put("left", left.why())
                            .build(),
                    "left: " + left.customer() + ": " + left.why());
        }
        row(
                JsonObject.builder()
                        .put(
                                dryRun ? "would_record" : "recorded",
                                collecting.facts().size())
                        .put("known", collecting.known())
                        .build(),
                collecting.facts().size() + " weeks " + (dryRun ? "would be recorded, " : "recorded, ")
                        + collecting.known() + " were known");
        return Exit.OK;
    }
}
