package dev.sallyport.cli.baseline;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.pilot.PilotVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.baseline.Baseline;
import dev.sallyport.govern.baseline.BaselineNote;
import dev.sallyport.govern.baseline.Case;
import dev.sallyport.govern.baseline.Harness;
import dev.sallyport.govern.baseline.Thresholds;
import dev.sallyport.govern.pilot.Text;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Shields;
import dev.sallyport.shield.canary.Canary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A verb that runs the shields over workloads. */
abstract class HarnessVerb extends PilotVerb {
    private final Function<List<Canary>, List<Shield>> installed;

    @Option(
            names = "--workloads",
            paramLabel = "DIR",
            description = "a folder of cases (repeatable; default: spec/shield/workloads)")
    private List<String> folders = List.of("spec/shield/workloads");

    @Option(names = "--corpora", description = "the events in SALLYPORT_CORPORA/vis as well")
    private boolean corpora;

    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description = "{\"shield/class\": 0.5} (default: everything counts)")
    private @Nullable String thresholds;

    @Option(
            names = "--key",
            paramLabel = "VKEY",
            description = "who signed the baseline given (default: the key of the data directory's pilot)")
    private @Nullable String vkey;

    private List<Canary> plants = List.of();

    HarnessVerb(Terminal terminal, Function<List<Canary>, List<Shield>> installed) {
        super(terminal);
        this.installed = installed;
    }

    /** Every case of the folders. */
    final List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        List<Canary> planted = new ArrayList<>();
        for (WorkloadFolder folder : workloadFolders()) {
            cases.addAll(folder.cases());
            planted.addAll(folder.plants());
        }
        plants = List.copyOf(planted);
        return cases;
    }

    /** The first folder: the project's own. */
    final Path firstFolder() {
        return terminal().path(folders.getFirst());
    }

    private List<WorkloadFolder> workloadFolders() {
        List<WorkloadFolder> all = new ArrayList<>();
        folders.forEach(folder -> all.add(new WorkloadFolder(terminal().path(folder))));
        if (corpora) {
            String root = terminal()
                    .env("SALLYPORT_CORPORA")
                    .orElseThrow(() -> Complaint.usage("no_workloads", "--corpora needs SALLYPORT_CORPORA"));
            all.add(new WorkloadFolder(terminal().path(root).resolve("vis")));
        }
        return all;
    }

    /** The shields as they are installed, with the canaries of the folders planted. */
    final Harness harness(Thresholds at) {
        List<Shield> shields = installed.apply(plants);
        return new Harness(new Shields(shields, System::nanoTime), Map.copyOf(versions(shields)), at);
    }

    private static SortedMap<String, String> versions(List<Shield> shields) {
        SortedMap<String, String> versions = new TreeMap<>();
        shields.forEach(
                shield -> versions.put(shield.version().name(), shield.version().wire()));
        return versions;
    }

    /** The version of a shield that is installed. */
    final ShieldVersion installedVersion(String shield) {
        return installed.apply(plants).stream()
                .map(Shield::version)
                .filter(version -> version.name().equals(shield))
                .findFirst()
                .orElseThrow(() -> Complaint.usage("no_such_shield", "no shield `" + shield + "` is installed"));
    }

    /** The thresholds asked for. */
    final Thresholds thresholds() {
        return thresholds == null
                ? Thresholds.STRICT
                : Thresholds.read(object(new String(terminal().read(thresholds), StandardCharsets.UTF_8)));
    }

    /** A baseline after its signature was checked. */
    final Baseline signed(String file) throws IOException {
        VerifierKey key = vkey == null ? key().verifierKey() : vkey(vkey);
        return BaselineNote.open(terminal().read(file), terminal().readText(file + ".note"), List.of(key));
    }

    /** Refuses thresholds that are looser than a signed baseline's. */
    static void refuseLooser(Thresholds asked, Baseline floor) {
        List<Thresholds.Looser> looser = asked.looserThan(floor);
        if (!looser.isEmpty()) {
            Thresholds.Looser first = looser.getFirst();
            throw new Complaint(
                    Exit.NO,
                    "threshold_looser",
                    first.shield() + "/" + first.attackClass() + ": " + first.asked()
                            + " is looser than the signed baseline's " + first.floor() + "; " + looser.size()
                            + " such thresholds, and nothing overrides it");
        }
    }

    /** Writes a file so that nobody ever sees half of it. */
    static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(half, text, StandardCharsets.UTF_8);
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A row of a baseline. */
    final void show(Baseline.Row row) {
        row(
                JsonObject.builder()
                        .put("shield", row.shield())
                        .put("class", row.attackClass())
                        .put("version", row.shieldVersion())
                        .put("tp", row.truePositives())
                        .put("fn", row.falseNegatives())
                        .put("fp", row.falsePositives())
                        .put("tn", row.trueNegatives())
                        .put("tpr", Text.json(row.truePositiveRate()))
                        .put("precision", Text.json(row.precision()))
                        .put("fpr", Text.json(row.falsePositiveRate()))
                        .build(),
                row.shieldVersion() + " " + row.attackClass() + ": TPR "
                        + Text.rate(row.truePositiveRate()) + ", precision "
                        + Text.rate(row.precision()) + ", FPR "
                        + Text.rate(row.falsePositiveRate()));
    }
}
