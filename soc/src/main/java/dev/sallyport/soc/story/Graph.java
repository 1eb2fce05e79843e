package dev.sallyport.soc.story;

import dev.sallyport.provenance.assess.CallProvenance;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.source.OriginKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * From sources over hops to sinks: calls, and sources that no call of the session brought, with the edges that facts bear out. Never content.
 * Deterministic: the same calls give the same graph.
 *
 * @param nodes in order of the chain, sources without a call first
 * @param edges by the later node's place, then the earlier one's
 * @param erased how many of the calls have no facts any more, so that what led to them is not known
 * @param truncated whether there was more
 */
public record Graph(List<Node> nodes, List<Edge> edges, int erased, boolean truncated) {
    /** How many calls and sources it shows. */
    public static final int MOST_NODES = 100;

    /** How many edges it shows. */
    public static final int MOST_EDGES = 300;

    /** Nothing is known. */
    public static final Graph NONE = new Graph(List.of(), List.of(), 0, false);

    public Graph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** What a node is in the way of content. */
    public enum Part {
        /** It brought something, and nothing doubtful led to it. */
        SOURCE,
        /** Something led to it, and it led to something. */
        HOP,
        /** Something led to it, and it ends there. */
        SINK,
        /** Nothing is known to lead from or to it. */
        ALONE
    }

    /**
     * A call, or a source without one.
     *
     * @param id {@code c} and the call's sequence, or {@code s:} and the source's name
     * @param trust the weightiest influence on a call; the trust of a source
     * @param call empty for a source that no call of the session brought
     * @param evidence whether an alert rests on it
     */
    public record Node(String id, Part part, String name, String trust, Optional<CallFacts> call, boolean evidence) {}

    /**
     * That something of one reached the other.
     *
     * @param match {@code only} if the later call's facts name no other doubtful source, {@code one_of} if they name several
     * @param origins by role, the kinds of origin of values nobody vouched for, where that was assessed
     */
    public record Edge(String from, String to, String match, SortedMap<String, SortedSet<String>> origins) {
        public Edge {
            origins = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(origins));
        }
    }

    /**
     * The graph of those calls, as far as it leads to evidence.
     *
     * @param calls of the sessions the incident is about, in any order
     * @param evidence receipts that alerts rest on
     * @param trusts the trust of sources, by name
     * @param cut whether calls were left out already
     */
    public static Graph of(Collection<CallFacts> calls, Set<String> evidence, Map<String, String> trusts, boolean cut) {
        return new Making(calls, evidence, trusts).graph(cut);
    }

    private static final class Making {
        private final List<CallFacts> calls;
        private final Set<String> evidence;
        private final Map<String, String> trusts;
        private final Map<String, List<Edge>> into = new LinkedHashMap<>();
        private final Map<String, CallFacts> byId = new LinkedHashMap<>();

        Making(Collection<CallFacts> calls, Set<String> evidence, Map<String, String> trusts) {
            this.calls = calls.stream()
                    .sorted(Comparator.comparingLong(CallFacts::sequence))
                    .toList();
            this.evidence = evidence;
            this.trusts = trusts;
        }

        private static String id(CallFacts call) {
            return "c" + call.sequence();
        }

        Graph graph(boolean cut) {
            Map<String, CallFacts> newest = new LinkedHashMap<>();
            for (CallFacts call : calls) {
                byId.put(id(call), call);
                List<Edge> edges = edges(call, newest);
                if (!edges.isEmpty()) {
                    into.put(id(call), edges);
                }
                if (call.ran()) {
                    newest.put(call.session() + "\n" + call.name(), call);
                }
            }
            return shown(cut);
        }

        /** One edge for each source that the call's facts name, from the newest call of that name before it in the session. */
        private List<Edge> edges(CallFacts call, Map<String, CallFacts> newest) {
            List<String> sources = call.known().map(CallFacts.Known::sources).orElse(List.of()).stream()
                    .sorted()
                    .distinct()
                    .toList();
            String match = sources.size() == 1 ? "only" : "one_of";
            SortedMap<String, SortedSet<String>> origins = call.known()
                    .flatMap(CallFacts.Known::provenance)
                    .map(Making::unvouched)
                    .orElseGet(TreeMap::new);
            return sources.stream()
                    .map(name -> Optional.ofNullable(newest.get(call.session() + "\n" + name))
                            .map(Making::id)
                            .orElse("s:" + name))
                    .map(from -> new Edge(from, id(call), match, origins))
                    .toList();
        }

        private static SortedMap<String, SortedSet<String>> unvouched(CallProvenance provenance) {
            SortedMap<String, SortedSet<String>> origins = new TreeMap<>();
            for (Role role : provenance.unvouched()) {
                SortedSet<String> kinds = new TreeSet<>();
                provenance.of(role).stream()
                        .filter(kind -> kind.compareTo(OriginKind.LISTED) > 0)
                        .forEach(kind -> kinds.add(kind.wire()));
                origins.put(role.wire(), kinds);
            }
            return origins;
        }

        /** Evidence, and what leads to it, nearest first, as far as there is room. */
        private Graph shown(boolean cut) {
            Set<String> kept = new LinkedHashSet<>();
            Deque<String> next = new ArrayDeque<>();
            calls.reversed().stream()
                    .filter(call -> evidence.contains(call.receiptId()))
                    .forEach(call -> next.add(id(call)));
            List<Edge> edges = new ArrayList<>();
            boolean more = cut;
            while (!next.isEmpty()) {
                String at = next.poll();
                if (kept.contains(at)) {
                    continue;
                }
                if (kept.size() == MOST_NODES) {
                    more = true;
                    break;
                }
                kept.add(at);
                for (Edge edge : into.getOrDefault(at, List.of())) {
                    edges.add(edge);
                    next.add(edge.from());
                }
            }
            edges.removeIf(edge -> !kept.contains(edge.from()));
            edges.sort(Comparator.comparingLong((Edge edge) -> place(edge.to()))
                    .thenComparingLong(edge -> place(edge.from()))
                    .thenComparing(Edge::from));
            more |= edges.size() > MOST_EDGES;
            List<Edge> few = List.copyOf(edges.subList(0, Math.min(edges.size(), MOST_EDGES)));
            return new Graph(nodes(kept, few), few, erased(kept), more);
        }

        private long place(String id) {
            CallFacts call = byId.get(id);
            return call == null ? -1 : call.sequence();
        }

        private int erased(Set<String> kept) {
            return (int) kept.stream().filter(this::isErased).count();
        }

        private boolean isErased(String id) {
            CallFacts call = byId.get(id);
            return call != null && call.known().isEmpty();
        }

        private List<Node> nodes(Set<String> kept, List<Edge> edges) {
            Set<String> leading = new TreeSet<>();
            Set<String> led = new TreeSet<>();
            edges.forEach(edge -> {
                leading.add(edge.from());
                led.add(edge.to());
            });
            return kept.stream()
                    .sorted(Comparator.comparingLong(this::place).thenComparing(id -> id))
                    .map(id -> node(id, part(leading.contains(id), led.contains(id))))
                    .toList();
        }

        private static Part part(boolean leads, boolean isLed) {
            if (isLed) {
                return leads ? Part.HOP : Part.SINK;
            }
            return leads ? Part.SOURCE : Part.ALONE;
        }

        private Node node(String id, Part part) {
            CallFacts call = byId.get(id);
            if (call == null) {
                String name = id.substring(2);
                return new Node(id, part, name, trusts.getOrDefault(name, "unknown"), Optional.empty(), false);
            }
            return new Node(
                    id, part, call.name(), call.trust(), Optional.of(call), evidence.contains(call.receiptId()));
        }
    }
}
