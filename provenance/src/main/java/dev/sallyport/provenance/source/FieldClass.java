package dev.sallyport.provenance.source;

import java.util.Locale;
import java.util.Optional;

/** How far the content of a field may be believed, most believed first. */
public enum FieldClass {
    /** The user typed it. */
    USER,
    /** The user's own record: own profile, own draft. */
    OWN,
    /** Made by the system: an identifier, a booking date. */
    SYS,
    /** A counterparty the user chose before: a saved payee, a contact. */
    KCP,
    /** Authentic, but anyone can appear there: the sender of a payment. */
    ID,
    /** A stranger may have written it. The default. */
    EXT;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The name in a catalogue. */
    public String wire() {
        return wire;
    }

    /** The class of that name, if there is one. */
    public static Optional<FieldClass> byWire(String wire) {
        for (FieldClass value : values()) {
            if (value.wire.equals(wire)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
