package dev.sallyport.action;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where the content that led to an action comes from, most trusted first. What nobody knows is trusted least. */
public enum TrustLevel {
    /** Own content whose signature was verified. */
    TRUSTED_INTERNAL_SIGNED,
    /** Own content. */
    TRUSTED_INTERNAL_UNSIGNED,
    /** A known customer's content. */
    SEMI_TRUSTED_CUSTOMER,
    /** A stranger's content: web pages, mail, public issues. */
    UNTRUSTED_EXTERNAL,
    /** Content that looks like an attack. */
    MALICIOUS_SUSPECTED,
    /** Nobody said where it comes from. */
    UNKNOWN;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The name on the wire, for example {@code untrusted_external}. */
    public String wire() {
        return wire;
    }

    /** This level, or the ceiling when this one claims more trust. */
    public TrustLevel cappedAt(TrustLevel ceiling) {
        return lowest(this, ceiling);
    }

    /** The less trusted of two levels. */
    public static TrustLevel lowest(TrustLevel a, TrustLevel b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** The level of that name, if there is one. */
    public static Optional<TrustLevel> byWire(String wire) {
        return Arrays.stream(values()).filter(level -> level.wire.equals(wire)).findFirst();
    }
}
