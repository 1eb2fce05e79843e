package dev.sallyport.gate.command;

import java.util.Locale;
import java.util.Optional;

/** What a command of a shell line can do. */
public enum Power {
    /** Reads local data, or does nothing that lasts. */
    READ,
    /** Creates or changes files or settings. */
    WRITE,
    /** Removes files or other things. */
    REMOVE,
    /** Talks to other machines. */
    NETWORK,
    /** Runs code that the line does not show: a script, a program's own language, a text made at run time. */
    EXEC,
    /** Fetches packages and runs what they bring along. */
    INSTALL,
    /** Names a place where credentials are kept. */
    CREDENTIALS,
    /** Acts as another user, or changes who may do what. */
    PRIVILEGE,
    /** Changes what later commands mean: the search path, preloaded libraries, options of interpreters. */
    ENVIRONMENT,
    /** Nobody described the program. */
    UNKNOWN;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The word in facts and in policies. */
    public String wire() {
        return wire;
    }

    /** The power of that word, if there is one. */
    public static Optional<Power> byWire(String wire) {
        for (Power power : values()) {
            if (power.wire.equals(wire)) {
                return Optional.of(power);
            }
        }
        return Optional.empty();
    }
}
