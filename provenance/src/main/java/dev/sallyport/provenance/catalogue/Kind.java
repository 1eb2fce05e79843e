package dev.sallyport.provenance.catalogue;

import java.util.Locale;
import java.util.Optional;

/** What a tool's effect is about. */
public enum Kind {
    /** Moves money or promises to. */
    MONEY,
    /** Gives or takes rights. */
    ACCESS,
    /** Sets or uses a secret. */
    CREDENTIAL,
    /** Tells somebody something. */
    MESSAGE,
    /** Puts something where others look. */
    PUBLISH,
    /** Brings somebody into a meeting or a room. */
    INVITATION,
    /** Orders or reserves a thing or service. */
    PURCHASE,
    /** Changes a record: a profile, an event. */
    RECORD,
    /** Changes files. */
    FILE,
    /** Takes something away for good. */
    REMOVAL,
    /** Changes what programs are made from. */
    CODE,
    /** Runs a program. */
    COMMAND,
    /** Nothing that would need a rule of its own. */
    NONE;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The word in a catalogue, in facts and in policies. */
    public String wire() {
        return wire;
    }

    /** The kind of that word, if there is one. */
    public static Optional<Kind> byWire(String wire) {
        for (Kind value : values()) {
            if (value.wire.equals(wire)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
