package dev.sallyport.soc.event;

import java.util.Locale;

/** The categories of the taxonomy {@code agent-actions}, by which rules are routed. */
public enum Category {
    /** A call that was decided, and what came of it. */
    AGENT_ACTION,
    /** Who came, with what credential, how often; the service itself. */
    AGENT_SESSION,
    /** Servers and tools that were made known, accepted, or changed. */
    TOOL_CATALOG,
    /** What people answered, and what was tried with their answers. */
    APPROVAL,
    /** Connections to other hosts. */
    EGRESS,
    /** Whether records and detection can be relied on. */
    INTEGRITY,
    /** Agents, sessions and servers that were stopped or let go. */
    RESPONSE;

    /** The word in rules. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
