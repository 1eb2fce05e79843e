package dev.sallyport.gate.retention;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** What a tenant agreed on for its payloads and events; it bounds the days of a {@link Retention}. */
public enum RetentionTier {
    /** They stay on this machine for as long as the operator likes, for ever unless days are given. */
    LOCAL_ONLY("local-only", 1, Retention.MOST_DAYS, OptionalInt.empty()),
    /** A team's week to month. */
    TEAM("team", 7, 30, OptionalInt.of(30)),
    /** Ninety days. */
    STARTUP("startup", 90, 90, OptionalInt.of(90)),
    /** A year. */
    GROWTH("growth", 365, 365, OptionalInt.of(365)),
    /** As agreed: the days have to be given. */
    ENTERPRISE("enterprise", 1, Retention.MOST_DAYS, OptionalInt.empty());

    private final String wire;
    private final int least;
    private final int most;
    private final OptionalInt usual;

    RetentionTier(String wire, int least, int most, OptionalInt usual) {
        this.wire = wire;
        this.least = least;
        this.most = most;
        this.usual = usual;
    }

    /** The name in configurations and receipts. */
    public String wire() {
        return wire;
    }

    /** The tier of that name. */
    public static Optional<RetentionTier> byWire(String wire) {
        return Arrays.stream(values()).filter(t -> t.wire.equals(wire)).findFirst();
    }

    /** The fewest days this tier allows. */
    public int leastDays() {
        return least;
    }

    /** The most days this tier allows. */
    public int mostDays() {
        return most;
    }

    /** The days of this tier when none are given; empty if the tier has none of its own. */
    public OptionalInt usualDays() {
        return usual;
    }

    boolean allows(int days) {
        return days >= least && days <= most;
    }
}
