package dev.sallyport.soc.alert;

import dev.sallyport.soc.event.Seen;
import java.util.Map;
import java.util.Optional;

/**
 * Whom and what something concerns, as far as known.
 *
 * @param agent the agent's id
 * @param session the session's id
 * @param server the tool server
 * @param person the person who answered
 */
public record About(
        Optional<String> agent, Optional<String> session, Optional<String> server, Optional<String> person) {
    /** Of the event that completed a match, and of what its rule grouped by. */
    public static About of(Seen event, Map<String, String> group) {
        return new About(
                part("agent.id", event, group),
                part("session.id", event, group),
                part("tool.name", event, group),
                part("person.id", event, group));
    }

    private static Optional<String> part(String field, Seen event, Map<String, String> group) {
        return Optional.ofNullable(group.get(field)).or(() -> event.first(field));
    }
}
