package dev.sallyport.sigma.flow;

import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * An event as flows see it. Fields: {@code action.id}, {@code agent.id}, {@code session.id}, output.digest (one or several), and
 * {@code inputs}, a list of objects that name an action or what one gave, an {@code edge} (else {@code data}) and a {@code basis} (else
 * {@code context_window}).
 *
 * @param timeMillis event time
 * @param sequence the order
 * @param action empty if it has no id
 * @param agent empty if unknown
 * @param session empty if unknown
 * @param digests of what it gave, at most {@link #MAX_DIGESTS}
 * @param links what it was made of, at most {@link #MAX_LINKS}
 * @param cut whether there were more of either
 */
public record Step(
        long timeMillis,
        long sequence,
        String action,
        String agent,
        String session,
        List<String> digests,
        List<Link> links,
        boolean cut) {
    /** The most links that are followed from one event. */
    public static final int MAX_LINKS = 64;

    /** The most digests of one event. */
    public static final int MAX_DIGESTS = 16;

    public Step {
        digests = List.copyOf(digests);
        links = List.copyOf(links);
    }

    /** What an event says of its place in flows. */
    public static Step of(Event event, long timeMillis) {
        List<String> digests = texts(event.field("output.digest"));
        List<Link> links = links(event.field("inputs"));
        boolean cut = digests.size() > MAX_DIGESTS || links.size() > MAX_LINKS;
        return new Step(
                timeMillis,
                event.sequence(),
                text(event, "action.id"),
                text(event, "agent.id"),
                text(event, "session.id"),
                digests.subList(0, Math.min(digests.size(), MAX_DIGESTS)),
                links.subList(0, Math.min(links.size(), MAX_LINKS)),
                cut);
    }

    /** Whether others may be linked to it or it to others. */
    public boolean takesPart() {
        return !action.isEmpty() || !digests.isEmpty() || !links.isEmpty();
    }

    /** Whether it stands before another. */
    boolean comesBefore(Step other) {
        return timeMillis < other.timeMillis || (timeMillis == other.timeMillis && sequence < other.sequence);
    }

    private static String text(Event event, String field) {
        return event.field(field).text().orElse("");
    }

    private static List<String> texts(Value value) {
        List<Value> items = value instanceof Value.Many many ? many.items() : List.of(value);
        return items.stream().flatMap(item -> item.text().stream()).distinct().toList();
    }

    private static List<Link> links(Value value) {
        List<Link> links = new ArrayList<>();
        if (value instanceof Value.Many many) {
            for (Value item : many.items()) {
                if (item instanceof Value.Nested nested) {
                    link(nested, "action", "a:", links);
                    link(nested, "digest", "d:", links);
                }
            }
        }
        return links;
    }

    private static void link(Value.Nested nested, String member, String prefix, List<Link> links) {
        String word = word(nested, member);
        if (!word.isEmpty()) {
            Link.Edge edge = Link.Edge.named(word(nested, "edge")).orElse(Link.Edge.DATA);
            links.add(new Link(prefix + word, edge, Link.Basis.named(word(nested, "basis"))));
        }
    }

    private static String word(Value.Nested nested, String member) {
        return nested.members().getOrDefault(member, Value.ABSENT).text().orElse("");
    }
}
