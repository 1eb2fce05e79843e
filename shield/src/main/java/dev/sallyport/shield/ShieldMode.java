package dev.sallyport.shield;

import java.util.Locale;
import java.util.Optional;

/** What a shield's findings may do, as an operator set it for a tenant or a cell of it. Ordered: what comes later may block more. */
public enum ShieldMode {
    /** It does not run. */
    OFF,
    /** It runs and is recorded; nothing is blocked. The default. */
    ADVISORY,
    /** Findings that a named rule calls certain enough block; others are recorded. */
    HIGH_CONFIDENCE,
    /** Every finding that says so blocks. */
    BLOCKING;

    /** The lower-case name, with a hyphen. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mode of that name. */
    public static Optional<ShieldMode> byWire(String wire) {
        for (ShieldMode mode : values()) {
            if (mode.wire().equals(wire)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /** Whether a finding can block at all. */
    public boolean canBlock() {
        return this == HIGH_CONFIDENCE || this == BLOCKING;
    }
}
