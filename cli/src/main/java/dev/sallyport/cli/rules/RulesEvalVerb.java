package dev.sallyport.cli.rules;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.detect.Detector;
import dev.sallyport.sigma.detect.Matcher;
import dev.sallyport.sigma.event.Recorded;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.yaml.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rules eval}: a row for each detection and event that match, and for each alert of a rule that relates the events of a file. */
@Command
public final class RulesEvalVerb extends Verb {
    @Option(names = "--rules", required = true, paramLabel = "DIR", description = "folder of rules, or one file")
    private String rules = "";

    @Option(names = "--events", required = true, paramLabel = "PATH", description = "folder of events, or one file")
    private String events = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "jsonl (default) or winevt")
    private String format = "jsonl";

    @Option(names = "--no-logsource", description = "show every rule every event, whatever its log source")
    private boolean unrouted;

    @Option(
            names = "--values",
            paramLabel = "FILE",
            description = "YAML mapping from placeholders' names to their values")
    private @Nullable String values;

    /** On that terminal. */
    public RulesEvalVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        RuleFolder folder = RuleFolder.read(terminal(), rules, values);
        folder.demandAll();
        List<Document> runnable = runnable(folder);
        List<Document.Detection> detections = runnable.stream()
                .filter(Document.Detection.class::isInstance)
                .map(Document.Detection.class::cast)
                .toList();
        Matcher matcher = new Detector(detections).matcher();
        Relations relations = relations(runnable);
        EventFiles.read(terminal(), events, format).forEach((file, all) -> {
            for (int i = 0; i < all.size(); i++) {
                int index = i;
                Recorded event = unrouted ? all.get(i).unrouted() : all.get(i);
                matcher.match(event.at(i, ""), rule -> tell(detections.get(rule), file, index));
            }
            List<Recorded> shown =
                    unrouted ? all.stream().map(Recorded::unrouted).toList() : all;
            relations.of(shown).forEach(told -> tell(told, file));
        });
        return Exit.OK;
    }

    private List<Document> runnable(RuleFolder folder) {
        List<Document> runnable = new ArrayList<>();
        try {
            for (Document document : folder.documents()) {
                if (document instanceof Document.Detection detection
                        && !detection.placeholders().isEmpty()) {
                    aside(document, "has no values for " + String.join(", ", detection.placeholders()));
                } else {
                    runnable.add(document);
                }
            }
        } catch (Refused filter) {
            throw Complaint.usage(filter.code(), String.valueOf(filter.getMessage()));
        }
        return runnable;
    }

    private static Relations relations(List<Document> documents) {
        try {
            return new Relations(documents);
        } catch (Refused refused) {
            throw Complaint.usage(refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    private void tell(Relations.Told told, String file) {
        Alert alert = told.alert();
        JsonObject.Builder group = JsonObject.builder();
        alert.group().forEach(group::put);
        row(
                JsonObject.builder()
                        .put("rule_id", alert.rule().reference())
                        .put("file", file)
                        .put("index", told.events().getLast())
                        .put(
                                "events",
                                new JsonArray(told.events().stream()
                                        .<Json>map(JsonNumber::of)
                                        .toList()))
                        .put("group", group.build())
                        .put("at", JsonNumber.of(alert.atMillis() / 1000.0))
                        .put("late", alert.late())
                        .put("suppressed", alert.suppressed())
                        .build(),
                file + " events " + told.events() + ": " + alert.rule().title() + " ("
                        + alert.rule().reference() + ", by "
                        + (alert.rule().author().isEmpty()
                                ? "nobody named"
                                : alert.rule().author()) + ") "
                        + alert.group());
    }

    private void aside(Document document, String why) {
        terminal()
                .aside("sallyport: " + document.head().file() + ": `"
                        + document.head().title() + "` " + why);
    }

    private void tell(Document.Detection rule, String file, int index) {
        String reference = rule.head().reference();
        row(
                JsonObject.builder()
                        .put("rule_id", reference)
                        .put("file", file)
                        .put("index", index)
                        .build(),
                file + " event " + index + ": " + rule.head().title() + " (" + reference + ", by "
                        + (rule.head().author().isEmpty()
                                ? "nobody named"
                                : rule.head().author()) + ")");
    }
}
