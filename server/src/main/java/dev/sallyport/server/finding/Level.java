package dev.sallyport.server.finding;

import java.util.Locale;
import java.util.Optional;

/** How bad a finding is (SARIF 2.1.0 §3.27.10), the worst first. */
public enum Level {
    /** A serious problem. */
    ERROR,
    /** A problem. */
    WARNING,
    /** A small thing. */
    NOTE,
    /** The scanner says nothing of it. */
    NONE;

    /** As SARIF writes it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level of that word. */
    public static Optional<Level> byWire(String word) {
        for (Level level : values()) {
            if (level.wire().equals(word)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
