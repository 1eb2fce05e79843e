package dev.sallyport.cli.rules;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.hook.PrettyJson;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.soc.life.Manifest;
import dev.sallyport.soc.life.ManifestForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rules note}: writes down, in the file beside the rules of a folder, what changed in those that read otherwise than before. */
@Command
public final class RulesNoteVerb extends Verb {
    @Parameters(paramLabel = "DIR", description = "folder of rules")
    private String folder = "";

    @Option(names = "--change", required = true, paramLabel = "TEXT", description = "what changed, in one sentence")
    private String change = "";

    @Option(names = "--values", paramLabel = "FILE", description = "YAML mapping from placeholders' names to values")
    private @Nullable String values;

    /** On that terminal. */
    public RulesNoteVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        Path into = terminal().path(folder);
        if (!Files.isDirectory(into)) {
            throw Complaint.usage("no_such_folder", "no rules folder `" + folder + "`");
        }
        TrialRules trial = TrialRules.folder(terminal(), folder, values);
        Optional<Manifest> before = TrialRules.manifest(terminal(), folder);
        Manifest next = noted(trial, before.orElse(Manifest.NONE));
        List<String> changed = next.rules().entrySet().stream()
                .filter(each -> !each.getValue()
                        .equals(before.orElse(Manifest.NONE).rules().get(each.getKey())))
                .map(each ->
                        each.getKey() + " version " + each.getValue().newest().version())
                .toList();
        write(into.resolve(Manifest.FILE), next);
        changed.forEach(each -> row(JsonObject.builder().put("noted", each).build(), each));
        row(
                JsonObject.builder()
                        .put("rules", next.rules().size())
                        .put("noted", changed.size())
                        .build(),
                changed.size() + " of " + next.rules().size() + " rules have a new version");
        return Exit.OK;
    }

    private Manifest noted(TrialRules trial, Manifest before) {
        try {
            return before.noted(trial.own(), LocalDate.now(ZoneOffset.UTC).toString(), change);
        } catch (IllegalArgumentException e) {
            throw Complaint.usage("bad_change", String.valueOf(e.getMessage()));
        }
    }

    /** A line for each rule and version, so that a review shows what changed. */
    private static void write(Path file, Manifest manifest) {
        try {
            Files.writeString(file, PrettyJson.of(ManifestForm.write(manifest)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Complaint.usage("unwritable", "`" + file + "` can't be written: " + e.getMessage());
        }
    }
}
