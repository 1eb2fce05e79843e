package dev.sallyport.soc.narrative;

import dev.sallyport.soc.incident.Act;
import dev.sallyport.soc.incident.Chapter;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.incident.Status;
import dev.sallyport.soc.response.Step;
import dev.sallyport.soc.story.EventGroup;
import dev.sallyport.soc.story.Graph;
import dev.sallyport.soc.story.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells a story in sentences that follow from it: who, what, when, which rule, what was stopped, what remains. Deterministic. */
public final class Telling {
    private static final int MOST_LINES = 12;
    private static final int SHORT_DIGEST = 12;

    private final Story story;
    private final Incident incident;
    private final List<String> lines = new ArrayList<>();

    private Telling(Story story) {
        this.story = story;
        this.incident = story.incident();
    }

    /** The text. */
    public static String of(Story story) {
        return new Telling(story).text();
    }

    private String text() {
        opening();
        happened();
        led();
        rules();
        stopped();
        people();
        remains();
        return PlainText.cut(String.join("\n", lines));
    }

    private void opening() {
        lines.add("Incident " + incident.id() + ", " + incident.severity().wire() + ". " + plain(incident.sentence()));
        lines.add("It began at " + Spoken.at(incident.times().first()) + " and was noticed "
                + Spoken.span(incident.times().toDetectMillis()) + " later, with "
                + Spoken.count(incident.alerts(), "alert") + ". It concerns " + reach() + ".");
    }

    /** A sentence of ours with names in it. */
    private static String plain(String sentence) {
        return dev.sallyport.text.visible.Visible.line(sentence);
    }

    private String reach() {
        return story.reach().things().entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(each -> each.getValue().size() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    private void happened() {
        List<EventGroup> groups = story.groups();
        for (EventGroup group : groups.subList(0, Math.min(groups.size(), MOST_LINES))) {
            String when = group.count() == 1
                    ? "At " + Spoken.at(group.firstMillis())
                    : Spoken.count(group.count(), "time") + " from " + Spoken.at(group.firstMillis()) + " to "
                            + Spoken.at(group.lastMillis());
            lines.add(when + ": " + what(group) + ".");
        }
        if (groups.size() > MOST_LINES) {
            lines.add("And " + (groups.size() - MOST_LINES) + " more kinds of events.");
        }
    }

    private static String what(EventGroup group) {
        Map<String, List<String>> fields = group.fields();
        String tool = fields.containsKey("tool.name")
                ? Spoken.name(first(fields, "tool.name") + "/" + first(fields, "tool.action"))
                : "";
        String agent = fields.containsKey("agent.id") ? " of agent " + Spoken.name(first(fields, "agent.id")) : "";
        return switch (group.event()) {
            case "tool.denied", "egress.denied" -> "the call " + tool + agent + " was refused" + because(fields);
            case "tool.held" -> "the call " + tool + agent + " was held for people" + because(fields);
            case "tool.allowed" -> "the call " + tool + agent + " was let through" + under(fields);
            case "outcome.recorded" -> "the call " + tool + agent + " ended: " + first(fields, "outcome.status");
            case "approval.answered" ->
                "people were asked about " + tool + agent + ", answer: " + first(fields, "approval.answer");
            case "registry.changed" ->
                first(fields, "change.name") + " of " + Spoken.name(first(fields, "change.subject")) + " by "
                        + first(fields, "actor.role") + " " + Spoken.name(first(fields, "actor.name"));
            default -> group.event() + agent;
        };
    }

    private static String because(Map<String, List<String>> fields) {
        List<String> reasons = fields.getOrDefault("decision.reason", List.of());
        return reasons.isEmpty() ? under(fields) : " (" + String.join(", ", reasons) + ")" + under(fields);
    }

    private static String under(Map<String, List<String>> fields) {
        return fields.containsKey("source.trust") ? ", under the influence of " + first(fields, "source.trust") : "";
    }

    private static String first(Map<String, List<String>> fields, String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.isEmpty() ? "unknown" : values.getFirst();
    }

    private void led() {
        Map<String, String> names =
                story.graph().nodes().stream().collect(Collectors.toMap(Graph.Node::id, Graph.Node::name));
        List<String> told = story.graph().edges().stream()
                .map(edge -> "Doubtful content that " + Spoken.name(names.getOrDefault(edge.from(), ""))
                        + " brought stood in the session before " + Spoken.name(names.getOrDefault(edge.to(), ""))
                        + (edge.match().equals("only") ? ", and nothing else did" : ", beside other sources")
                        + roles(edge)
                        + ".")
                .distinct()
                .toList();
        lines.addAll(told.subList(0, Math.min(told.size(), MOST_LINES)));
        if (story.graph().erased() > 0) {
            lines.add("Of " + Spoken.count(story.graph().erased(), "call")
                    + " the facts were erased, so what led to them is not known.");
        }
    }

    private static String roles(Graph.Edge edge) {
        return edge.origins().isEmpty()
                ? ""
                : "; nobody vouched for " + String.join(", ", edge.origins().keySet());
    }

    private void rules() {
        for (Chapter chapter : incident.chapters()) {
            String digest = chapter.rule().digest();
            lines.add("Rule " + Spoken.name(chapter.rule().title()) + " ("
                    + digest.substring(0, Math.min(SHORT_DIGEST, digest.length())) + ", by "
                    + Spoken.name(chapter.rule().author()) + ") spoke "
                    + Spoken.count(chapter.count(), "time") + ".");
        }
    }

    private void stopped() {
        int denied = story.reach().decisions().getOrDefault("deny", 0);
        int allowed = story.reach().decisions().getOrDefault("allow", 0);
        lines.add("Of the calls in evidence " + denied + " were refused and " + allowed + " let through.");
        for (Step step : story.steps()) {
            String who = step.isByHand()
                    ? "By hand " + Spoken.name(String.join(", ", step.confirmed()))
                    : "The playbook " + Spoken.name(step.playbook());
            lines.add(who + " wanted "
                    + step.effect().wire().replace('_', ' ') + " " + Spoken.name(step.target()) + ": "
                    + step.state().wire() + (step.why().isEmpty() ? "" : " (" + plain(step.why()) + ")") + ".");
        }
        incident.times()
                .toContainMillis()
                .ifPresent(
                        took -> lines.add("The first effect stood " + Spoken.span(took) + " after the first alert."));
    }

    private void people() {
        for (Act act : incident.handling().acts()) {
            lines.add("At " + Spoken.at(act.timeMillis()) + " " + act.role() + " " + Spoken.name(act.actor()) + ": "
                    + act.kind().wire().replace('_', ' ')
                    + (act.kind() == Act.Kind.CLOSED ? " as " + act.subject().replace('_', ' ') : "") + ".");
        }
    }

    private void remains() {
        List<String> open = new ArrayList<>();
        for (Step step : story.steps()) {
            switch (step.state()) {
                case AWAITING -> open.add(step.effect().wire().replace('_', ' ') + " waits for people");
                case STANDS ->
                    open.add(step.effect().wire().replace('_', ' ') + " of " + Spoken.name(step.target())
                            + " is in force until "
                            + (step.ttlMillis() == 0 ? "somebody ends it" : Spoken.at(step.dueMillis())));
                case FAILED -> open.add(step.effect().wire().replace('_', ' ') + " could not be done");
                case PLANNED, BEGUN, UNDOING, UNDONE, REFUSED -> {}
            }
        }
        if (incident.handling().status() == Status.OPEN) {
            open.add("nobody has taken it");
        }
        if (incident.times().contained().isEmpty()) {
            open.add("nobody was stopped for it");
        }
        lines.add(open.isEmpty() ? "Nothing is left to do." : "What remains: " + String.join("; ", open) + ".");
    }
}
