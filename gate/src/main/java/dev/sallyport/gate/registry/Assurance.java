package dev.sallyport.gate.registry;

import java.util.Locale;
import java.util.Optional;

/** How hard it is for an agent's process to walk around the gate. */
public enum Assurance {
    /** Same operating-system user: the agent could edit its own hooks. */
    ADVISORY,
    /** Root-owned configuration, other user. */
    MANAGED,
    /** Own namespace; the gateway is the only way out. */
    CONTAINED;

    /** The lower-case name used in receipts and facts. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the level with that wire name, if there is one. */
    public static Optional<Assurance> byWire(String wire) {
        for (Assurance level : values()) {
            if (level.wire().equals(wire)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
