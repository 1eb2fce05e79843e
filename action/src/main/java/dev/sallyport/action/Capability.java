package dev.sallyport.action;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What power an action uses. It is derived from the tool and the operation ({@link CapabilityMap}), never believed. */
public enum Capability {
    /** Reads local data. */
    READ,
    /** Changes data. */
    WRITE,
    /** Talks to the network. */
    HTTP,
    /** Publishes or subscribes to events of the host. */
    EVENTS,
    /** Reads or steers the agent's session. */
    SESSION,
    /** Shows something to the user or acts on a user interface. */
    UI,
    /** Runs a program. */
    EXEC,
    /** Reads or changes the environment, where secrets live. */
    ENV,
    /** Calls a tool that none of the others describes. */
    TOOL,
    /** Writes to the host's log. */
    LOG;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The name on the wire, for example {@code exec}. */
    public String wire() {
        return wire;
    }

    /** The capability of that name, if there is one. */
    public static Optional<Capability> byWire(String wire) {
        return Arrays.stream(values()).filter(one -> one.wire.equals(wire)).findFirst();
    }

    /** This capability, or {@link #WRITE} when it is {@link #READ} and the action changes something. */
    public Capability under(Effect effect) {
        return this == READ && effect == Effect.MUTATES ? WRITE : this;
    }

    /** Whether it is denied unless an operator grants it by name: {@link #EXEC} and {@link #ENV}. */
    public boolean isDangerous() {
        return this == EXEC || this == ENV;
    }
}
