package dev.sallyport.cli.baseline;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.JsonText;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.baseline.Case;
import dev.sallyport.govern.baseline.Harness;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.tuning.Intake;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.canary.Canary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code tune intake}: turns a reported miss into an anonymised case that the installed version misses; with {@code --confirm}, shows that the
 * installed version catches a case that an earlier one missed.
 */
@Command
public final class TuneIntakeVerb extends HarnessVerb {
    private static final String FILE = "intake.jsonl";

    @Parameters(paramLabel = "TRACE", description = "the trace a customer sent; with --confirm the miss's id")
    private String trace = "";

    @Option(names = "--confirm", description = "the fix is installed: show that it catches the case")
    private boolean confirm;

    /** On that terminal. */
    public TuneIntakeVerb(Terminal terminal) {
        this(terminal, MeasuredShields::all);
    }

    TuneIntakeVerb(Terminal terminal, Function<List<Canary>, List<Shield>> installed) {
        super(terminal, installed);
    }

    @Override
    protected Exit pilot() throws Exception {
        List<Case> cases = cases();
        Harness harness = harness(thresholds());
        try {
            return confirm ? confirmed(cases, harness) : taken(harness);
        } catch (Malformed refused) {
            boolean answered = List.of("not_missed", "still_missed", "same_version", "anonymising_changed_it")
                    .contains(refused.code());
            throw new Complaint(answered ? Exit.NO : Exit.USAGE, refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    private Exit taken(Harness harness) throws IOException {
        Intake.Trace read = Intake.Trace.read(object(terminal().readText(trace)));
        ShieldVersion version = installedVersion(read.original().shield());
        Case made = read.anonymised();
        Path file = firstFolder().resolve(FILE);
        List<Fact> facts = Intake.take(begun(), read, harness, version);
        String before = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        write(file, before + JsonText.of(made.json()) + "\n");
        record(pilot -> facts);
        row(
                JsonObject.builder()
                        .put("case", made.id())
                        .put("old", version.wire())
                        .put("old_catches", false)
                        .put("file", file.toString())
                        .build(),
                made.id() + ": " + version.wire() + " misses it; read it in " + file + " before it is published");
        return Exit.OK;
    }

    private Exit confirmed(List<Case> cases, Harness harness) throws IOException {
        Pilot pilot = begun();
        Fact.Cased cased = Intake.cased(pilot, trace)
                .orElseThrow(() -> Complaint.usage("no_such_case", "no case was made of the miss `" + trace + "`"));
        Case one = cases.stream()
                .filter(each -> each.id().equals(cased.caseId()))
                .findFirst()
                .orElseThrow(
                        () -> Complaint.usage("no_such_case", "the case `" + cased.caseId() + "` is in no workload"));
        ShieldVersion version = installedVersion(one.shield());
        Fact caught = Intake.confirm(cased, one, harness, version);
        record(before -> List.of(caught));
        row(
                JsonObject.builder()
                        .put("case", one.id())
                        .put("old", cased.missedBy().wire())
                        .put("old_catches", false)
                        .put("new", version.wire())
                        .put("new_catches", true)
                        .build(),
                one.id() + ": " + cased.missedBy().wire() + " misses it, " + version.wire() + " catches it");
        return Exit.OK;
    }
}
