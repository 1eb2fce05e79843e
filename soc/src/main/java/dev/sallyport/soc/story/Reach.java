package dev.sallyport.soc.story;

import dev.sallyport.soc.event.Seen;
import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far an incident reaches, as its receipts say: each kind of thing with the names there are.
 *
 * @param things names by kind: {@code agents}, {@code sessions}, {@code servers}, {@code tools}, {@code approvals}, {@code people}
 * @param decisions how many calls were decided, by the answer
 */
public record Reach(SortedMap<String, SortedSet<String>> things, SortedMap<String, Integer> decisions) {
    public Reach {
        things = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(things));
        decisions = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(decisions));
    }

    /** What those events touch. */
    public static Reach of(Collection<Seen> events) {
        SortedMap<String, SortedSet<String>> things = new TreeMap<>();
        for (String kind : new String[] {"agents", "approvals", "people", "servers", "sessions", "tools"}) {
            things.put(kind, new TreeSet<>());
        }
        SortedMap<String, Integer> decisions = new TreeMap<>();
        for (Seen seen : events) {
            add(things, "agents", seen, "agent.id");
            add(things, "approvals", seen, "approval.id");
            add(things, "people", seen, "person.id");
            add(things, "servers", seen, "tool.name");
            add(things, "sessions", seen, "session.id");
            seen.first("tool.action")
                    .flatMap(action -> seen.first("tool.name").map(server -> server + "/" + action))
                    .ifPresent(tool -> named(things, "tools").add(tool));
            seen.first("decision").ifPresent(answer -> decisions.merge(answer, 1, Integer::sum));
        }
        return new Reach(things, decisions);
    }

    private static void add(SortedMap<String, SortedSet<String>> things, String kind, Seen seen, String field) {
        named(things, kind).addAll(seen.fields().getOrDefault(field, java.util.List.of()));
    }

    private static SortedSet<String> named(SortedMap<String, SortedSet<String>> things, String kind) {
        return things.computeIfAbsent(kind, k -> new TreeSet<>());
    }
}
