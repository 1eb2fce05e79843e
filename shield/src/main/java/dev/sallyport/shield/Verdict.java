package dev.sallyport.shield;

import java.util.Locale;
import java.util.Optional;

/** What a finding says of what it was found in, from least to most severe. */
public enum Verdict {
    /** Worth knowing, nothing wrong: an exception that was listed, a known destination. */
    ALLOW,
    /** A person should look at it. */
    WARN,
    /** It should not happen. */
    BLOCK;

    /** The lower-case name in receipts, events and telemetry. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict of that name. */
    public static Optional<Verdict> byWire(String wire) {
        for (Verdict verdict : values()) {
            if (verdict.wire().equals(wire)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }
}
