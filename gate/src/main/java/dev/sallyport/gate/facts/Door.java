package dev.sallyport.gate.facts;

import java.util.Locale;
import java.util.Optional;

/** The door an action came through. */
public enum Door {
    /** The HTTP API: an SDK asks before it acts. */
    API,
    /** The MCP proxy: the gateway itself dispatches. */
    MCP,
    /** An agent host's hook. */
    HOOK,
    /** The egress proxy: the gateway itself connects. */
    EGRESS,
    /** A preview: the gateway itself asks the development service. */
    PREVIEW,
    /** The model proxy: a model's answer asks for a tool, which the agent would run. */
    MODEL,
    /** The model proxy's way out: the gateway itself asks the model. */
    COMPLETION,
    /** The command line, judged without a server and without a record. */
    CLI;

    /** The lower-case name used in receipts and facts. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the gateway itself dispatches what it allows through this door. */
    public boolean dispatches() {
        return this == MCP || this == EGRESS || this == PREVIEW || this == COMPLETION;
    }

    /** Whether an operator's configuration says where it leads, as a pin says what a tool is. */
    public boolean isConfigured() {
        return this == EGRESS || this == PREVIEW || this == COMPLETION;
    }

    /** Whether the agent's own side would run what passes, with tools of its own. */
    public boolean isProposal() {
        return this == HOOK || this == MODEL;
    }

    /** Returns the door with that wire name, if there is one. */
    public static Optional<Door> byWire(String wire) {
        for (Door door : values()) {
            if (door.wire().equals(wire)) {
                return Optional.of(door);
            }
        }
        return Optional.empty();
    }
}
