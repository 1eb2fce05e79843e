package dev.sallyport.provenance.source;

import java.util.Locale;
import java.util.Optional;

/** Who vouches for a value, most trusted first. The order is the order of trust: the weakest part decides for a whole. */
public enum OriginKind {
    /** The user wrote it. */
    USER,
    /** The user's own record holds it as a whole field. */
    OWN,
    /** A field the system makes, or a counterparty the user chose before. */
    KNOWN,
    /** A field anyone can appear in, that fits a person or thing the user named. */
    NAMED,
    /** It stands in a record the user named, and fits what the user asked of that record. */
    RECORD,
    /** On the host the user named, at another address. */
    HOST,
    /** The agent made it, and it stays within what the user handed over: a file in a folder the user named, a harmless command. */
    WITHIN,
    /** Authentic, but anyone can appear there. */
    LISTED,
    /** Found nowhere: the agent made it. */
    GENERATED,
    /** One of the things listed, but a stranger's text picks it out. */
    CONTESTED,
    /** One of the things listed, found by asking for what only a stranger wrote. */
    LED,
    /** Put together, with a part that only a stranger wrote. */
    MIXED,
    /** Only a stranger's text holds it. */
    UNTRUSTED,
    /** Found nowhere, in a session whose oldest content was let go: nobody can say. */
    EVICTED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The word in facts and policies. */
    public String wire() {
        return wire;
    }

    /** The kind of that word, if there is one. */
    public static Optional<OriginKind> byWire(String wire) {
        for (OriginKind kind : values()) {
            if (kind.wire.equals(wire)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
