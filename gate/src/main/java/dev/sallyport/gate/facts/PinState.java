package dev.sallyport.gate.facts;

import java.util.Locale;
import java.util.Optional;

/** How the tool that is called compares with the tool an operator accepted. */
public enum PinState {
    /** The same, by hash. */
    PINNED,
    /** Known, and this door shows no schema to compare. */
    CATALOGUED,
    /** Nobody accepted it. */
    UNKNOWN,
    /** Its name, description or schema changed since it was accepted. */
    DRIFTED,
    /** The inspection of what the server says of it found what nobody accepted. */
    WITHHELD,
    /** Another tool of the same strict server drifted or went missing. */
    WORKLOAD_STOPPED;

    /** The lower-case name used in facts. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the state with that wire name, if there is one. */
    public static Optional<PinState> byWire(String wire) {
        for (PinState state : values()) {
            if (state.wire().equals(wire)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
