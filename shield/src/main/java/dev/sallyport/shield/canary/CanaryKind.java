package dev.sallyport.shield.canary;

import java.util.Locale;
import java.util.Optional;

/** As what a canary is planted. */
public enum CanaryKind {
    /** The content of a file that looks worth stealing. */
    FILE,
    /** A variable of an environment, or a line of a settings file. */
    ENVIRONMENT,
    /** A pair of access key and secret as a cloud hands them out. */
    CLOUD_KEY,
    /** An address nobody else knows. */
    URL,
    /** A paragraph of a document. */
    DOCUMENT,
    /** A bare token that says what it is. */
    TOKEN;

    /** The lower-case name, with a hyphen. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that name. */
    public static Optional<CanaryKind> byWire(String wire) {
        for (CanaryKind kind : values()) {
            if (kind.wire().equals(wire)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
