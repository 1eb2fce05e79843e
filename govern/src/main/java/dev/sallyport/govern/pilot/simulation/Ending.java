package dev.sallyport.govern.pilot.simulation;

import java.util.Locale;
import java.util.Optional;

/**
 * How a simulated pilot goes.
 */
public enum Ending {
    /** Everything is as hoped: it ends after 16 weeks. */
    GOOD(90, 0.015, 0.85, false),
    /** The shields cry wolf: nothing graduates to blocking, and the first criterion never passes. */
    NOISY(90, 0.11, 0.85, false),
    /** Cohort C does not put the shields into blocking: back to tuning. */
    UNTRUSTED(90, 0.015, 0.2, false),
    /** There is too little traffic to know anything: the first gate stays shut. */
    QUIET(2, 0.015, 0.85, false),
    /** A critical class of attack is missed in week 15: two more weeks. */
    SURFACE(90, 0.015, 0.85, true);

    private final int events;
    private final double falseShare;
    private final double trust;
    private final boolean surface;

    Ending(int events, double falseShare, double trust, boolean surface) {
        this.events = events;
        this.falseShare = falseShare;
        this.trust = trust;
        this.surface = surface;
    }

    /** Events of a shield at a customer in a week, about. */
    int events() {
        return events;
    }

    /** The true share of false ones. */
    double falseShare() {
        return falseShare;
    }

    /** The true share of customers of cohort C that put the shields into blocking. */
    double trust() {
        return trust;
    }

    /** Whether a critical surface comes up late. */
    boolean surface() {
        return surface;
    }

    /** The lower-case name. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The ending of that name. */
    public static Optional<Ending> byWire(String wire) {
        for (Ending ending : values()) {
            if (ending.wire().equals(wire)) {
                return Optional.of(ending);
            }
        }
        return Optional.empty();
    }
}
