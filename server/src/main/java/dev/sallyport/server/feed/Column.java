package dev.sallyport.server.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a row tells besides when and at which place; each is made of the event's fields, the first that is there. */
public enum Column {
    /** What happened. */
    EVENT("event"),
    /** The answer: of the gate, of a person, or how it ended. */
    DECISION("decision", "decision", "approval.answer", "outcome.status"),
    /** Who acts: the agent's key, or its id where nobody registered it. */
    AGENT("agent", "agent.id"),
    /** The tool's server. */
    TOOL("tool", "tool.name", "change.subject"),
    /** What is done with it. */
    ACTION("action", "tool.action", "change.name"),
    /** Why. */
    REASON("reason", "decision.reason", "approval.reason"),
    /** What shields found. */
    SHIELD("shield", "shield.categories"),
    /** How far what it rests on is trusted. */
    TRUST("trust", "source.trust"),
    /** Whether it reads or mutates. */
    EFFECT("effect", "tool.effect"),
    /** The session. */
    SESSION("session", "session.id"),
    /** The person who answered or changed something. */
    PERSON("person", "person.id", "actor.name"),
    /** Where it came in. */
    DOOR("door", "decision.door");

    private static final List<Column> ALL = List.of(values());

    private final String wire;

    @SuppressWarnings("ImmutableEnumChecker") // the list is a copy that nobody changes
    private final List<String> fields;

    Column(String wire, String... fields) {
        this.wire = wire;
        this.fields = List.of(fields);
    }

    /** The word before the colon in a query. */
    public String wire() {
        return wire;
    }

    /** Its place in a row's values. */
    int place() {
        return ALL.indexOf(this);
    }

    /** The event's fields it is made of. */
    List<String> fields() {
        return fields;
    }

    /** The column of that word; {@code server} is another word for {@code tool}, {@code is} for {@code decision}. */
    static Optional<Column> byWire(String word) {
        return switch (word) {
            case "server" -> Optional.of(TOOL);
            case "is" -> Optional.of(DECISION);
            default -> Arrays.stream(values()).filter(c -> c.wire.equals(word)).findFirst();
        };
    }
}
