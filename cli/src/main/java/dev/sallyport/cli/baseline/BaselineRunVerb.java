package dev.sallyport.cli.baseline;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.baseline.Baseline;
import dev.sallyport.govern.baseline.BaselineNote;
import dev.sallyport.govern.baseline.Case;
import dev.sallyport.govern.baseline.Harness;
import dev.sallyport.govern.baseline.Thresholds;
import dev.sallyport.govern.campaign.CampaignRun;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.canary.Canary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code baseline run}: runs the workloads through the installed shields and writes a baseline, signed by the pilot's key if there is one. */
@Command
public final class BaselineRunVerb extends HarnessVerb {
    private static final int RUN_DIGITS = 8;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where to (default: regression-baseline.json; the note beside it)")
    private String out = "regression-baseline.json";

    @Option(names = "--previous", paramLabel = "FILE", description = "the signed baseline that this one follows")
    private @Nullable String previous;

    @Option(
            names = "--submit",
            paramLabel = "NAME",
            description = "hand the figures in at the running gateway, as a run of that campaign (operator)")
    private @Nullable String campaign;

    /** On that terminal. */
    public BaselineRunVerb(Terminal terminal) {
        this(terminal, MeasuredShields::all);
    }

    BaselineRunVerb(Terminal terminal, Function<List<Canary>, List<Shield>> installed) {
        super(terminal, installed);
    }

    @Override
    protected Exit pilot() throws Exception {
        Thresholds thresholds = thresholds();
        Optional<Baseline> before = previous == null ? Optional.empty() : Optional.of(signed(previous));
        before.ifPresent(floor -> refuseLooser(thresholds, floor));
        Instant started = now().truncatedTo(ChronoUnit.SECONDS);
        List<Case> cases = cases();
        Harness harness = harness(thresholds);
        Baseline baseline = harness.run(cases, before);
        baseline.rows().forEach(this::show);
        Set<String> missing = harness.missing(cases);
        missing.forEach(shield -> terminal().aside("not installed, not run: " + shield));
        if (baseline.rows().isEmpty()) {
            throw Complaint.usage("no_shields", "baseline run: none of the cases' shields is installed");
        }
        Path file = terminal().path(out);
        write(file, baseline.text());
        boolean signed = Files.exists(folder().resolve("pilot.key"));
        if (signed) {
            write(terminal().path(out + ".note"), BaselineNote.sign(baseline, key()));
        }
        row(
                JsonObject.builder()
                        .put("baseline", out)
                        .put("version", baseline.version())
                        .put("digest", baseline.digest())
                        .put("cases", cases.size())
                        .put("signed", signed)
                        .put("not_installed", missing.size())
                        .build(),
                out + ": version " + baseline.version() + ", " + cases.size() + " cases, "
                        + (signed ? "signed" : "not signed: no pilot key in the data directory"));
        if (campaign != null) {
            submit(CampaignRun.of(
                    baseline,
                    campaign,
                    started.toString() + "-" + baseline.digest().substring(0, RUN_DIGITS),
                    started,
                    now().truncatedTo(ChronoUnit.SECONDS)));
        }
        return missing.isEmpty() ? Exit.OK : Exit.NO;
    }

    private void submit(CampaignRun run) {
        Gateway gateway = namesData() ? Gateways.running(data()) : Gateways.find(terminal(), null);
        JsonObject answer = gateway.as(Gateways.operatorKey(terminal()))
                .post("/v1/campaigns/runs", run.json())
                .orComplain()
                .object();
        row(answer, "handed in: run " + run.run() + " of " + run.campaign());
    }
}
