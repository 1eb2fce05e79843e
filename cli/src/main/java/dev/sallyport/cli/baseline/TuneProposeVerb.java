package dev.sallyport.cli.baseline;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.JsonText;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.baseline.Baseline;
import dev.sallyport.govern.baseline.Case;
import dev.sallyport.govern.baseline.Thresholds;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.tuning.Proposal;
import dev.sallyport.govern.tuning.Proposals;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.canary.Canary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code tune propose}: prepares, on a Friday, a change of a shield's thresholds with the telemetry that motivates it; ends with 1 while a
 * class that regresses holds it.
 */
@Command
public final class TuneProposeVerb extends HarnessVerb {
    @Parameters(paramLabel = "SHIELD", description = "which shield")
    private String shield = "";

    @Option(names = "--baseline", paramLabel = "FILE", required = true, description = "the signed baseline, the floor")
    private String baseline = "";

    @Option(names = "--step", paramLabel = "X", description = "how far a threshold moves (default: 0.05)")
    private double step = 0.05;

    @Option(names = "--any-day", description = "also on another day than Friday")
    private boolean anyDay;

    @Option(names = "--out", paramLabel = "DIR", description = "where the change is written (default: tune)")
    private String out = "tune";

    /** On that terminal. */
    public TuneProposeVerb(Terminal terminal) {
        this(terminal, MeasuredShields::all);
    }

    TuneProposeVerb(Terminal terminal, Function<List<Canary>, List<Shield>> installed) {
        super(terminal, installed);
    }

    @Override
    protected Exit pilot() throws Exception {
        Instant now = now();
        if (!anyDay && !Proposals.isDay(now)) {
            throw Complaint.usage(
                    "not_friday", "tune propose: changes are prepared on Fridays, UTC; --any-day for another");
        }
        if (!(step > 0 && step <= 1)) {
            throw Complaint.usage("usage", "tune propose: --step is above 0 and at most 1");
        }
        Pilot pilot = begun();
        Baseline floor = signed(baseline);
        Thresholds thresholds = thresholds();
        refuseLooser(thresholds, floor);
        List<Case> cases = cases();
        Proposal.Answer answer = new Proposals(
                        pilot, floor, thresholds, at -> harness(at).run(cases, Optional.of(floor)))
                .of(shield, step, now);
        if (answer.proposal().isEmpty()) {
            row(
                    JsonObject.builder()
                            .put("proposal", false)
                            .put("why", answer.why())
                            .build(),
                    answer.why());
            return Exit.OK;
        }
        return prepared(answer.proposal().get());
    }

    private Exit prepared(Proposal proposal) throws IOException {
        Path folder = terminal().path(out).resolve(proposal.title().replaceFirst("^tune: ", ""));
        write(folder.resolve("change.json"), JsonText.of(proposal.json()) + "\n");
        write(
                folder.resolve("thresholds.json"),
                JsonText.of(proposal.thresholds().json()) + "\n");
        write(folder.resolve("regression-baseline.json"), proposal.fresh().text());
        record(pilot ->
                List.of(new Fact.Proposed(proposal.title(), proposal.fresh().digest(), proposal.held())));
        row(
                proposal.json(),
                proposal.title() + "\n  " + proposal.why() + "\n  "
                        + proposal.rows().size() + " rows of telemetry, in "
                        + folder
                        + (proposal.ready()
                                ? "\n  ready"
                                : "\n  held by " + String.join(", ", proposal.held())
                                        + ": find out why, then tune investigate"));
        return proposal.ready() ? Exit.OK : Exit.NO;
    }
}
