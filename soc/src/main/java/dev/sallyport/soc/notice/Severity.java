package dev.sallyport.soc.notice;

import java.util.Locale;
import java.util.Optional;

/** How bad it is, the worst first. */
public enum Severity {
    /** Somebody has to act now. */
    CRITICAL(1),
    /** Somebody has to act soon. */
    HIGH(2),
    /** Somebody has to look at it. */
    MEDIUM(3),
    /** Worth a look. */
    LOW(4),
    /** Worth knowing. */
    INFO(5);

    private final int priority;

    Severity(int priority) {
        this.priority = priority;
    }

    /** From 1, the worst, to 5, as services with five priorities count. */
    public int priority() {
        return priority;
    }

    /** The word that stands in messages and in the configuration, for example {@code high}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity of that word, if there is one. */
    public static Optional<Severity> byWord(String word) {
        for (Severity severity : values()) {
            if (severity.word().equals(word)) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }
}
