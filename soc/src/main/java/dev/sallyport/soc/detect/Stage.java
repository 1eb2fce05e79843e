package dev.sallyport.soc.detect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a rule may go. What a rule's own {@code status} says; it can be held back, never pushed on, by configuration. */
public enum Stage {
    /** Its matches are kept and shown, and nobody is told ({@code experimental}). */
    LOG_ONLY,
    /** Its matches become alerts and incidents ({@code test}). */
    ALERT,
    /** Its alerts may start playbooks ({@code stable}). */
    RESPOND;

    /** The word in answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stage of that word. */
    public static Optional<Stage> byWire(String wire) {
        return Arrays.stream(values()).filter(s -> s.wire().equals(wire)).findFirst();
    }
}
