package dev.sallyport.soc.incident;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where an incident stands. */
public enum Status {
    /** Nobody took it yet. */
    OPEN,
    /** Somebody looks at it. */
    ASSIGNED,
    /** It is over. */
    CLOSED,
    /** It is part of another one. */
    MERGED;

    /** Whether alerts still join it. */
    public boolean isOpen() {
        return this == OPEN || this == ASSIGNED;
    }

    /** The word in answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that word. */
    public static Optional<Status> byWire(String wire) {
        return Arrays.stream(values()).filter(s -> s.wire().equals(wire)).findFirst();
    }
}
