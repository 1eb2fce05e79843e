package dev.sallyport.soc.story;

import dev.sallyport.soc.event.Seen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Events that say the same, folded.
 *
 * @param event their name
 * @param category their category, as rules are routed by it
 * @param fields what they have in common, by dotted name; what differs from event to event (ids of decisions, commitments) is left out
 * @param count how many
 * @param firstMillis when the first happened
 * @param lastMillis when the last happened
 * @param firstSequence the first one's receipt
 * @param lastSequence the last one's receipt
 */
public record EventGroup(
        String event,
        String category,
        SortedMap<String, List<String>> fields,
        int count,
        long firstMillis,
        long lastMillis,
        long firstSequence,
        long lastSequence) {
    /** What events must agree in to be told as one. */
    static final List<String> TELLING = List.of(
            "actor.name",
            "actor.role",
            "agent.id",
            "approval.answer",
            "approval.reason",
            "change.name",
            "change.subject",
            "decision",
            "decision.door",
            "decision.phase",
            "decision.reason",
            "outcome.hash_mismatch",
            "outcome.status",
            "person.id",
            "session.id",
            "shield.blocks",
            "shield.categories",
            "source.trust",
            "tool.action",
            "tool.effect",
            "tool.name");

    public EventGroup {
        fields = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    private record Key(String event, String category, SortedMap<String, List<String>> fields) {}

    /** The groups of those events, by the place of their first. */
    public static List<EventGroup> of(Collection<Seen> events) {
        Map<Key, EventGroup> groups = new LinkedHashMap<>();
        for (Seen seen : events) {
            SortedMap<String, List<String>> fields = new TreeMap<>();
            for (String name : TELLING) {
                List<String> values = seen.fields().getOrDefault(name, List.of());
                if (!values.isEmpty()) {
                    fields.put(name, values);
                }
            }
            Key key = new Key(seen.name(), seen.category().wire(), fields);
            groups.merge(key, of(key, seen), EventGroup::and);
        }
        return new ArrayList<>(groups.values());
    }

    private static EventGroup of(Key key, Seen seen) {
        return new EventGroup(
                key.event(),
                key.category(),
                key.fields(),
                1,
                seen.timeMillis(),
                seen.timeMillis(),
                seen.sequence(),
                seen.sequence());
    }

    private EventGroup and(EventGroup later) {
        return new EventGroup(
                event,
                category,
                fields,
                count + later.count,
                Math.min(firstMillis, later.firstMillis),
                Math.max(lastMillis, later.lastMillis),
                Math.min(firstSequence, later.firstSequence),
                Math.max(lastSequence, later.lastSequence));
    }
}
