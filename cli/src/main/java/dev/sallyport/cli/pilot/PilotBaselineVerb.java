package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.baseline.Baseline;
import dev.sallyport.govern.baseline.BaselineNote;
import dev.sallyport.govern.pilot.CorpusCount;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.ledger.note.VerifierKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilot baseline}: a signed baseline comes into force for this pilot. */
@Command
public final class PilotBaselineVerb extends PilotVerb {
    @Parameters(paramLabel = "FILE", description = "the baseline; its note is FILE.note")
    private String file = "";

    @Option(names = "--key", paramLabel = "VKEY", description = "who signed it (default: the key of this pilot)")
    private @Nullable String key;

    /** On that terminal. */
    public PilotBaselineVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        VerifierKey signer = key == null ? key().verifierKey() : vkey(key);
        Baseline baseline =
                BaselineNote.open(terminal().read(file), terminal().readText(file + ".note"), List.of(signer));
        Map<String, CorpusCount> shields = new TreeMap<>();
        for (Baseline.Row row : baseline.rows()) {
            shields.merge(row.shield(), count(row), PilotBaselineVerb::plus);
        }
        record(pilot -> List.of(new Fact.Baselined(
                baseline.digest(), baseline.version(), shields, List.copyOf(baseline.categories()))));
        row(
                JsonObject.builder()
                        .put("version", baseline.version())
                        .put("digest", baseline.digest())
                        .build(),
                "baseline " + baseline.version() + " is in force: " + baseline.digest());
        return Exit.OK;
    }

    private static CorpusCount count(Baseline.Row row) {
        return new CorpusCount(
                row.truePositives() + row.falseNegatives(),
                row.falseNegatives(),
                row.falsePositives() + row.trueNegatives(),
                row.falsePositives());
    }

    private static CorpusCount plus(CorpusCount one, CorpusCount other) {
        return new CorpusCount(
                one.attacks() + other.attacks(),
                one.missed() + other.missed(),
                one.benign() + other.benign(),
                one.flagged() + other.flagged());
    }
}
