package dev.sallyport.provenance.catalogue;

import java.util.Locale;
import java.util.Optional;

/** What an argument decides. */
public enum Role {
    /** Who gets it. */
    RECIPIENT,
    /** Which address is asked or written to. */
    URL,
    /** Where in a file system. */
    PATH,
    /** What is run. */
    COMMAND,
    /** How much. */
    AMOUNT,
    /** Which account or contact point stands in a record. */
    ACCOUNT,
    /** Who can see it. */
    VISIBILITY,
    /** What somebody may do. */
    PERMISSION,
    /** A secret, a key, a one-time code. */
    CREDENTIAL,
    /** Which of the things there are. */
    SELECTOR,
    /** Which room, channel or repository it happens in. */
    PLACE,
    /** What is said. */
    CONTENT,
    /** What is filled into a form at an address. */
    FORM,
    /** What is looked for. */
    QUERY,
    /** What a thing is called. */
    TITLE,
    /** When. */
    DATE,
    /** Anything that bears no authority. */
    OTHER;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The word in a catalogue, in facts and in policies. */
    public String wire() {
        return wire;
    }

    /** The role of that word, if there is one. */
    public static Optional<Role> byWire(String wire) {
        for (Role value : values()) {
            if (value.wire.equals(wire)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
