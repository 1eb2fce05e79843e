package dev.sallyport.soc.detect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a match matters: Sigma's levels, least first. */
public enum Severity {
    /** Worth knowing. */
    INFORMATIONAL,
    /** Seldom worth a look by itself. */
    LOW,
    /** Worth a look today. */
    MEDIUM,
    /** Worth a look now. */
    HIGH,
    /** Somebody is woken. */
    CRITICAL;

    /** The word in rules and answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity of that word. */
    public static Optional<Severity> byWire(String wire) {
        return Arrays.stream(values()).filter(s -> s.wire().equals(wire)).findFirst();
    }
}
