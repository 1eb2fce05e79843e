package dev.sallyport.cli.rules;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.yaml.Refused;
import dev.sallyport.soc.life.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rules check}: a row per file, whether it is taken or why not and where; the last row counts both. */
@Command
public final class RulesCheckVerb extends Verb {
    @Parameters(paramLabel = "DIR", description = "folder of rules (*.yml, *.yaml), or one file")
    private String folder = "";

    @Option(
            names = "--values",
            paramLabel = "FILE",
            description = "YAML mapping from placeholders' names to their values")
    private @Nullable String values;

    /** On that terminal. */
    public RulesCheckVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        RuleFolder rules = RuleFolder.read(terminal(), folder, values);
        int accepted = 0;
        int refused = 0;
        for (RuleFolder.Read read : rules.files()) {
            if (read.refused().isPresent()) {
                refused++;
                refused(read.file(), read.refused().get());
            } else {
                accepted++;
                accepted(read);
            }
        }
        try {
            rules.documents();
        } catch (Refused filter) {
            throw Complaint.usage(filter.code(), String.valueOf(filter.getMessage()));
        }
        if (refused == 0) {
            refused += unlisted(rules);
        }
        row(
                JsonObject.builder()
                        .put("accepted", accepted)
                        .put("refused", refused)
                        .build(),
                accepted + " accepted, " + refused + " refused");
        return refused == 0 ? Exit.OK : Exit.NO;
    }

    /** What is wrong with the file beside the rules, if there is one: then a gateway does not take the folder. */
    private int unlisted(RuleFolder rules) {
        Optional<Manifest> manifest = TrialRules.manifest(terminal(), folder);
        if (manifest.isEmpty()) {
            return 0;
        }
        List<Document> own = rules.files().stream()
                .flatMap(file -> file.documents().stream())
                .toList();
        try {
            List<Manifest.Fault> faults =
                    manifest.get().faults(TrialRules.of(own, manifest).own());
            faults.forEach(this::fault);
            return faults.size();
        } catch (Refused refused) {
            throw Complaint.usage(refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    private void fault(Manifest.Fault fault) {
        row(
                JsonObject.builder()
                        .put("file", Manifest.FILE)
                        .put("verdict", "refused")
                        .put("code", fault.code())
                        .put("rule", fault.rule())
                        .put("reason", fault.message())
                        .build(),
                Manifest.FILE + ": " + fault.code() + ": " + fault.message());
    }

    private void accepted(RuleFolder.Read read) {
        SortedSet<String> needs = new TreeSet<>();
        for (Document document : read.documents()) {
            if (document instanceof Document.Detection detection) {
                needs.addAll(detection.placeholders());
            }
        }
        JsonObject.Builder row = JsonObject.builder()
                .put("file", read.file())
                .put("verdict", "accepted")
                .put(
                        "rules",
                        strings(read.documents().stream()
                                .map(document -> document.head().reference())
                                .toList()));
        if (!needs.isEmpty()) {
            row.put("needs", strings(List.copyOf(needs)));
        }
        row(
                row.build(),
                read.file() + ": accepted"
                        + (needs.isEmpty()
                                ? ""
                                : ", does not run before it has values for " + String.join(", ", needs)));
    }

    private static Json strings(List<String> words) {
        return new JsonArray(words.stream().<Json>map(JsonString::new).toList());
    }

    private void refused(String file, Refused refused) {
        row(
                JsonObject.builder()
                        .put("file", file)
                        .put("verdict", "refused")
                        .put("code", refused.code())
                        .put("line", refused.line())
                        .put("column", refused.column())
                        .put("reason", refused.reason())
                        .build(),
                String.valueOf(refused.getMessage()));
    }
}
