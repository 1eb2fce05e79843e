package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Versions;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pilot rollout}: versions that soaked go to the customers that may have them; ends with 1 if a fix is late. */
@Command
public final class PilotRolloutVerb extends PilotVerb {
    @Option(names = "--dry-run", description = "only say what would happen")
    private boolean dryRun;

    /** On that terminal. */
    public PilotRolloutVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        List<Versions.Due> due = Versions.due(begun(), now());
        for (Versions.Due each : due) {
            if (each.install() && !dryRun) {
                record(pilot -> List.of(new Fact.Installed(each.customer(), each.version())));
            }
            row(json(each), text(each));
        }
        return due.stream().anyMatch(each -> each.late().isPresent() && (dryRun || !each.install()))
                ? Exit.NO
                : Exit.OK;
    }

    private JsonObject json(Versions.Due due) {
        return JsonObject.builder()
                .put("customer", due.customer())
                .put("version", due.version().wire())
                .put("installed", due.install() && !dryRun)
                .put("why", due.why())
                .putNullable("late_since", due.late().map(Instant::toString).orElse(null))
                .build();
    }

    private String text(Versions.Due due) {
        String what = due.install() ? (dryRun ? "would be installed" : "installed") : "waits: " + due.why();
        return due.customer() + " " + due.version().wire() + " " + what
                + due.late().map(end -> ", LATE since " + end).orElse("");
    }
}
