package dev.sallyport.cli.rules;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.sigma.detect.Explanation;
import dev.sallyport.sigma.event.Recorded;
import dev.sallyport.sigma.rule.Document;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rules explain}: each part of a detection's condition with what it wants and the kind of what it finds in an event. */
@Command
public final class RulesExplainVerb extends Verb {
    @Option(names = "--rule", required = true, paramLabel = "FILE", description = "a file with detections")
    private String rule = "";

    @Option(names = "--event", required = true, paramLabel = "FILE", description = "a file with events")
    private String event = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "jsonl (default) or winevt")
    private String format = "jsonl";

    @Option(
            names = "--values",
            paramLabel = "FILE",
            description = "YAML mapping from placeholders' names to their values")
    private @Nullable String values;

    /** On that terminal. */
    public RulesExplainVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        RuleFolder folder = RuleFolder.read(terminal(), rule, values);
        folder.demandAll();
        List<Document.Detection> detections = new ArrayList<>();
        for (Document document : folder.documents()) {
            if (document instanceof Document.Detection detection) {
                if (!detection.placeholders().isEmpty()) {
                    throw Complaint.usage(
                            "unresolved_placeholder",
                            "`" + detection.head().title() + "` has no values for "
                                    + String.join(", ", detection.placeholders()) + ": give --values");
                }
                detections.add(detection);
            }
        }
        if (detections.isEmpty()) {
            throw Complaint.usage("no_detection", "`" + rule + "` holds no detection");
        }
        EventFiles.read(terminal(), event, format).values().forEach(all -> {
            for (int i = 0; i < all.size(); i++) {
                for (Document.Detection detection : detections) {
                    explain(detection, all.get(i), i);
                }
            }
        });
        return Exit.OK;
    }

    private void explain(Document.Detection detection, Recorded recorded, int index) {
        Explanation explanation = Explanation.of(detection, recorded.at(index, ""));
        List<Json> steps = new ArrayList<>();
        StringBuilder text = new StringBuilder("event " + index + ": "
                + (explanation.matched() ? "matches " : "does not match ")
                + detection.head().title()
                + (explanation.routed() ? "" : " (and comes from a log that the rule is not about)"));
        for (Explanation.Step step : explanation.steps()) {
            steps.add(JsonObject.builder()
                    .put("depth", step.depth())
                    .put("holds", step.holds())
                    .put("what", step.what())
                    .put("wanted", step.wanted())
                    .put("seen", step.seen())
                    .build());
            text.append('\n').append("  ".repeat(step.depth() + 1)).append(step.holds() ? "yes " : "no  ");
            text.append(step.what());
            if (!step.wanted().isEmpty()) {
                text.append(": wanted ").append(step.wanted()).append(", seen ").append(step.seen());
            }
        }
        row(
                JsonObject.builder()
                        .put("rule_id", detection.head().reference())
                        .put("index", index)
                        .put("routed", explanation.routed())
                        .put("matched", explanation.matched())
                        .put("steps", new JsonArray(steps))
                        .build(),
                text.toString());
    }
}
