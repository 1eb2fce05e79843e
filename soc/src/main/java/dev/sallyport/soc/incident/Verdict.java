package dev.sallyport.soc.incident;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What people found an incident to be. */
public enum Verdict {
    /** Nobody said. */
    UNDECIDED,
    /** An attack, or damage. */
    TRUE_POSITIVE,
    /** The rule was right, and what it saw was meant to be. */
    BENIGN,
    /** The rule was wrong. */
    FALSE_POSITIVE;

    /** The word in answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict of that word. */
    public static Optional<Verdict> byWire(String wire) {
        return Arrays.stream(values()).filter(v -> v.wire().equals(wire)).findFirst();
    }
}
