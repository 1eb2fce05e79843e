package dev.sallyport.provenance.catalogue;

import java.util.Locale;
import java.util.Optional;

/** How far a tool's effect reaches, nearest first. */
public enum Tier {
    /** Shows something and changes nothing. */
    READ,
    /** Shows something and, by asking, tells an address of the caller's choice that it was asked. */
    READ_OUT,
    /** Changes what only the user and the agent see: drafts, own calendar, a cart. */
    LOCAL,
    /** Changes what the user's own circle sees or depends on. */
    INTERNAL,
    /** Reaches others, or a place of the caller's choice. */
    OUTWARD,
    /** Moves money or rights, or destroys: it can't simply be taken back. */
    COMMIT;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The word in a catalogue, in facts and in policies. */
    public String wire() {
        return wire;
    }

    /** The tier of that word, if there is one. */
    public static Optional<Tier> byWire(String wire) {
        for (Tier value : values()) {
            if (value.wire.equals(wire)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
