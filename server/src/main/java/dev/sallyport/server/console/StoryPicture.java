package dev.sallyport.server.console;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.soc.story.CallFacts;
import dev.sallyport.soc.story.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How content led to the calls of an incident, drawn from sources over hops to sinks, and in words. Calls that agree in everything shown are one
 * box with their number. Nothing here is content: a graph holds names, trust and receipts.
 */
final class StoryPicture {
    private static final int DRAWN = 40;
    private static final int COLUMNS = 4;
    private static final int LISTED = 100;

    private final Graph graph;
    /** How many steps lead to a node at most, by its id. */
    private final Map<String, Integer> depth = new HashMap<>();

    private final Map<String, SortedSet<String>> from = new HashMap<>();

    private StoryPicture(Graph graph) {
        this.graph = graph;
        graph.edges().forEach(edge -> {
            depth.merge(edge.to(), depth.getOrDefault(edge.from(), 0) + 1, Math::max);
            from.computeIfAbsent(edge.to(), id -> new TreeSet<>()).add(edge.from());
        });
    }

    static void tell(Graph graph, StringBuilder out) {
        out.append("<section aria-labelledby=\"led\"><h2 id=\"led\">How content led there</h2>\n");
        if (graph.nodes().isEmpty()) {
            out.append("<p>No call is among its evidence.</p>\n");
        } else {
            new StoryPicture(graph).all(out);
        }
        out.append("</section>\n");
    }

    /** Calls that are shown as one. */
    private record Group(int column, Graph.Node first, List<Graph.Node> nodes) {
        String below() {
            String trust = first.trust().replace('_', ' ');
            String many = nodes.size() == 1 ? "" : ", " + nodes.size() + " calls";
            return first.call()
                            .map(call -> call.decision().replace('_', ' ') + ", ")
                            .orElse("")
                    + trust
                    + many;
        }
    }

    private void all(StringBuilder out) {
        Map<List<Object>, Group> groups = new LinkedHashMap<>();
        Map<String, Group> of = new HashMap<>();
        int last = Math.min(
                COLUMNS - 1, depth.values().stream().max(Integer::compare).orElse(0));
        for (Graph.Node node : graph.nodes()) {
            int column = switch (node.part()) {
                case SOURCE -> 0;
                case HOP -> Math.clamp(depth.getOrDefault(node.id(), 1), Math.min(1, last), last);
                case SINK, ALONE -> last;
            };
            Group group = groups.computeIfAbsent(key(node, column), k -> new Group(column, node, new ArrayList<>()));
            group.nodes().add(node);
            of.put(node.id(), group);
        }
        draw(List.copyOf(groups.values()), of, out);
        if (graph.edges().isEmpty()) {
            out.append("<p>Nothing that entered their sessions is known to have led to these calls.</p>\n");
        }
        words(of, out);
    }

    private List<Object> key(Graph.Node node, int column) {
        return List.of(
                column,
                node.part(),
                node.name(),
                node.trust(),
                node.evidence(),
                node.call().map(call -> call.decision() + "\n" + call.session()).orElse(""),
                from.getOrDefault(node.id(), new TreeSet<>()));
    }

    private void draw(List<Group> groups, Map<String, Group> of, StringBuilder out) {
        List<Group> drawn = groups.subList(0, Math.min(DRAWN, groups.size()));
        List<Picture.Node> nodes = drawn.stream()
                .map(group ->
                        new Picture.Node(group.column(), group.first().name(), group.below(), mark(group.first())))
                .toList();
        Set<Picture.Edge> edges = new LinkedHashSet<>();
        for (Graph.Edge edge : graph.edges()) {
            int one = drawn.indexOf(of.get(edge.from()));
            int two = drawn.indexOf(of.get(edge.to()));
            if (one >= 0 && two >= 0 && nodes.get(one).column() < nodes.get(two).column()) {
                edges.add(
                        new Picture.Edge(one, two, trust(drawn.get(one).first().trust())));
            }
        }
        new Picture("led", "From the sources of content to the calls of this incident", nodes, List.copyOf(edges))
                .draw(out);
        if (groups.size() > drawn.size()) {
            out.append("<p>").append(groups.size() - drawn.size()).append(" more are in words alone.</p>\n");
        }
    }

    /** A source by its trust; a call by what was decided. */
    private static Picture.Mark mark(Graph.Node node) {
        return node.call().map(CallFacts::decision).map(StoryPicture::answer).orElseGet(() -> trust(node.trust()));
    }

    private static Picture.Mark answer(String decision) {
        return switch (decision) {
            case "allow" -> Picture.Mark.GOOD;
            case "deny" -> Picture.Mark.BAD;
            default -> Picture.Mark.DOUBT;
        };
    }

    private static Picture.Mark trust(String wire) {
        return TrustLevel.byWire(wire).map(ArgumentOrigins::mark).orElse(Picture.Mark.DOUBT);
    }

    private void words(Map<String, Group> of, StringBuilder out) {
        out.append("<ol class=\"led\">");
        Set<Group> told = new LinkedHashSet<>(of.size());
        graph.nodes().stream()
                .map(node -> of.get(node.id()))
                .filter(told::add)
                .limit(LISTED)
                .forEach(group -> {
                    out.append("<li><strong>")
                            .append(Pages.shown(IncidentStory.cut(group.first().name())))
                            .append("</strong>: ")
                            .append(Pages.shown(group.below()));
                    led(group, of).ifPresent(by -> out.append("; led to by ").append(by));
                    group.first().call().ifPresent(call -> receipt(call, out));
                    out.append("</li>\n");
                });
        out.append("</ol>\n");
        if (graph.erased() > 0) {
            out.append("<p>Of ")
                    .append(graph.erased())
                    .append(" calls the facts were erased, so what led to them is not known.</p>\n");
        }
        if (graph.truncated()) {
            out.append("<p>There is more than is shown here.</p>\n");
        }
    }

    private static void receipt(CallFacts call, StringBuilder out) {
        out.append(" <a href=\"/console/receipts/")
                .append(Html.of(call.receiptId()))
                .append("\">receipt</a>");
    }

    /** What led to those calls, and in which values that shows. */
    private Optional<String> led(Group group, Map<String, Group> of) {
        List<Graph.Edge> into = graph.edges().stream()
                .filter(edge -> edge.to().equals(group.first().id()))
                .toList();
        if (into.isEmpty()) {
            return Optional.empty();
        }
        String sources = into.stream()
                .map(edge -> of.get(edge.from()))
                .filter(java.util.Objects::nonNull)
                .map(source -> Pages.shown(IncidentStory.cut(source.first().name())))
                .distinct()
                .collect(Collectors.joining(", "));
        String values = into.getFirst().origins().entrySet().stream()
                .map(role -> role.getKey() + " (" + String.join(", ", role.getValue()) + ")")
                .collect(Collectors.joining(", "));
        return Optional.of((into.getFirst().match().equals("only") ? "" : "one or more of ")
                + sources
                + (values.isEmpty() ? "" : "; nobody vouched for: " + Html.of(values)));
    }
}
