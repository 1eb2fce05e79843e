package dev.sallyport.sigma.flow;

import dev.sallyport.sigma.state.StateReader;
import dev.sallyport.sigma.state.StateWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The steps that may still matter, and for each what reaches it. Confined to the engine's writer; deterministic; holds at most a given
 * number of steps.
 *
 * <p>A step costs its links times the hops of each flow, once; a link leads back in the order of (time, sequence) only, so there are no
 * circles. A step that came late is joined to those that named it before, and what follows from that is worked out anew in their order.
 */
public final class FlowGraph {
    /** The roles of a step in a flow, as bits. */
    public static final int SOURCE = 1;

    /** It ends a way. */
    public static final int SINK = 2;

    /** It cuts a way. */
    public static final int SANITIZER = 4;

    /** The most actions that may have given the same bytes; of more, the oldest are forgotten. */
    private static final int MAX_MAKERS = 8;

    private final List<Flow> flows;
    private final int maxSteps;
    private final long maxAge;
    private final Map<Long, Known> steps = new LinkedHashMap<>();
    private final Map<String, List<Long>> makers = new HashMap<>();
    private final Map<String, List<Long>> waiting = new HashMap<>();
    private long evicted;

    /** Of those flows, with room for so many steps. */
    public FlowGraph(List<Flow> flows, int maxSteps) {
        this.flows = List.copyOf(flows);
        this.maxSteps = maxSteps;
        this.maxAge = flows.stream().mapToLong(Flow::maxAgeMillis).max().orElse(0);
    }

    /**
     * A way from a source to a sink.
     *
     * @param flow its place in the list
     * @param steps from source to sink
     * @param links one fewer, each to the step at the same place plus one
     */
    public record Way(int flow, List<Step> steps, List<Link> links) {
        public Way {
            steps = List.copyOf(steps);
            links = List.copyOf(links);
        }

        /** The weakest basis of its links. */
        public Link.Basis basis() {
            return links.stream().map(Link::basis).max(Link.Basis::compareTo).orElse(Link.Basis.EXACT_DIGEST);
        }
    }

    /** How many steps it remembers. */
    public int size() {
        return steps.size();
    }

    /** How many steps were forgotten because there was no room, since this was last asked. */
    public long takeEvicted() {
        long count = evicted;
        evicted = 0;
        return count;
    }

    /**
     * Takes a step and tells the ways that it completes, at most one for each flow and sink.
     *
     * @param roles of the step in each flow
     * @param watermark steps too old before it to matter are forgotten
     */
    public List<Way> add(Step step, byte[] roles, long watermark) {
        forgetOld(watermark);
        if (steps.containsKey(step.sequence())) {
            return List.of();
        }
        Known known = new Known(step, roles);
        steps.put(step.sequence(), known);
        for (Link link : step.links()) {
            List<Long> origins = makers.getOrDefault(link.origin(), List.of());
            origins.forEach(origin -> join(known, link, origin));
            if (origins.isEmpty()) {
                waiting.computeIfAbsent(link.origin(), origin -> new ArrayList<>())
                        .add(step.sequence());
            }
        }
        NavigableSet<Long> again = new TreeSet<>(this::compare);
        again.add(step.sequence());
        for (String name : names(step)) {
            make(name, step.sequence());
            for (Long child : waiting.getOrDefault(name, List.of())) {
                joinWaiting(child, name, step.sequence());
                again.add(child);
            }
            waiting.remove(name);
        }
        return workOut(again);
    }

    private int compare(Long one, Long other) {
        Known a = steps.get(one);
        Known b = steps.get(other);
        int byTime = a == null || b == null ? 0 : Long.compare(a.step.timeMillis(), b.step.timeMillis());
        return byTime != 0 ? byTime : Long.compare(one, other);
    }

    private static List<String> names(Step step) {
        List<String> names = new ArrayList<>();
        if (!step.action().isEmpty()) {
            names.add("a:" + step.action());
        }
        step.digests().forEach(digest -> names.add("d:" + digest));
        return names;
    }

    private void make(String name, long sequence) {
        List<Long> all = makers.computeIfAbsent(name, key -> new ArrayList<>());
        all.add(sequence);
        if (all.size() > MAX_MAKERS) {
            all.removeFirst();
            evicted++;
        }
    }

    private void joinWaiting(Long child, String name, long sequence) {
        Known known = steps.get(child);
        if (known != null) {
            for (Link link : known.step.links()) {
                if (link.origin().equals(name)) {
                    join(known, link, sequence);
                }
            }
        }
    }

    private void join(Known known, Link link, long origin) {
        Known from = steps.get(origin);
        if (from != null && from.step.comesBefore(known.step)) {
            known.joints.add(new Known.Joint(link, origin));
            from.made.add(known.step.sequence());
        }
    }

    private List<Way> workOut(NavigableSet<Long> again) {
        List<Way> ways = new ArrayList<>();
        while (!again.isEmpty()) {
            Known known = steps.get(again.pollFirst());
            if (known == null) {
                continue;
            }
            boolean changed = false;
            for (int flow = 0; flow < flows.size(); flow++) {
                changed |= relax(flow, known);
                tell(flow, known, ways);
            }
            if (changed) {
                again.addAll(known.made);
            }
        }
        return ways;
    }

    private boolean relax(int place, Known known) {
        Flow flow = flows.get(place);
        if ((known.roles[place] & SANITIZER) != 0) {
            return false;
        }
        boolean changed = false;
        if ((known.roles[place] & SOURCE) != 0 && known.reach[place] == null) {
            reach(place, known).begin(known.step.timeMillis());
            changed = true;
        }
        for (Known.Joint joint : known.joints) {
            Known from = steps.get(joint.from());
            Reach before = from == null ? null : from.reach[place];
            if (from != null && before != null && flow.allows(joint.link(), from.step, known.step)) {
                changed |= extend(place, known, joint, before);
            }
        }
        return changed;
    }

    private boolean extend(int place, Known known, Known.Joint joint, Reach before) {
        long oldest = known.step.timeMillis() - flows.get(place).maxAgeMillis();
        boolean changed = false;
        for (int hops = 0; hops < before.maxHops(); hops++) {
            long source = before.source(hops);
            if (source != Reach.NONE && source >= oldest) {
                changed |= reach(place, known).take(hops + 1, source, joint.from(), joint.link());
            }
        }
        return changed;
    }

    private Reach reach(int place, Known known) {
        Reach reach = known.reach[place];
        if (reach == null) {
            reach = new Reach(flows.get(place).maxHops());
            known.reach[place] = reach;
        }
        return reach;
    }

    private void tell(int place, Known known, List<Way> ways) {
        Reach reach = known.reach[place];
        boolean sink = (known.roles[place] & SINK) != 0;
        if (!sink || reach == null || (known.told & (1L << place)) != 0) {
            return;
        }
        for (int hops = 1; hops <= reach.maxHops(); hops++) {
            if (reach.source(hops) != Reach.NONE) {
                known.told |= 1L << place;
                ways.add(way(place, known, hops));
                return;
            }
        }
    }

    private Way way(int place, Known sink, int hops) {
        List<Step> way = new ArrayList<>(List.of(sink.step));
        List<Link> links = new ArrayList<>();
        @Nullable Known at = sink;
        for (int left = hops; left > 0 && at != null; left--) {
            Reach reach = at.reach[place];
            if (reach == null) {
                break;
            }
            at = steps.get(reach.over(left));
            if (at != null) {
                links.add(new Link("", reach.edge(left), reach.basis(left)));
                way.add(at.step);
            }
        }
        Collections.reverse(way);
        Collections.reverse(links);
        return new Way(place, way, links);
    }

    private void forgetOld(long watermark) {
        while (!steps.isEmpty()) {
            Known oldest = steps.values().iterator().next();
            boolean old = oldest.step.timeMillis() < watermark - maxAge;
            if (!old && steps.size() < maxSteps) {
                return;
            }
            evicted += old ? 0 : 1;
            forget(oldest);
        }
    }

    private void forget(Known known) {
        long sequence = known.step.sequence();
        steps.remove(sequence);
        names(known.step).forEach(name -> drop(makers, name, sequence));
        known.step.links().forEach(link -> drop(waiting, link.origin(), sequence));
    }

    private static void drop(Map<String, List<Long>> map, String name, long sequence) {
        List<Long> all = map.get(name);
        if (all != null) {
            all.removeIf(one -> one == sequence);
            if (all.isEmpty()) {
                map.remove(name);
            }
        }
    }

    /** Writes what it remembers; which flow is which is for the caller to know. */
    public void write(StateWriter out) {
        FlowState.write(out, steps.values(), makers, waiting);
    }

    /**
     * Reads what {@link #write} wrote. It must be empty.
     *
     * @param flowsThen how many flows there were
     * @param now for each flow of then its place now, or less than zero
     */
    public void read(StateReader in, int flowsThen, int[] now) {
        FlowState.read(in, flowsThen, now, flows.size(), steps);
        FlowState.readNames(in, makers);
        FlowState.readNames(in, waiting);
    }
}
