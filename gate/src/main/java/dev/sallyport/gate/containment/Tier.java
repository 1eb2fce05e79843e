package dev.sallyport.gate.containment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The risk tiers that have an order. An agent may be registered with any other label, which then has none. */
public enum Tier {
    /** The least. */
    LOW,
    /** What an agent has if nobody said otherwise. */
    MEDIUM,
    /** More. */
    HIGH,
    /** The most. */
    CRITICAL;

    /** The word in registrations, policies and answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tier of that word, in any case. */
    public static Optional<Tier> byWire(String word) {
        return Arrays.stream(values())
                .filter(tier -> tier.wire().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /**
     * The tier above a registered one, or the named one if that is higher. A label without a place in the order goes to the highest tier:
     * nothing says that less would be more than it.
     *
     * @param named empty: one up
     */
    public static Tier above(String registered, Optional<Tier> named) {
        Optional<Tier> known = byWire(registered);
        if (known.isEmpty()) {
            return CRITICAL;
        }
        Tier next = named.orElseGet(known.get()::next);
        return next.compareTo(known.get()) > 0 ? next : known.get();
    }

    private Tier next() {
        return switch (this) {
            case LOW -> MEDIUM;
            case MEDIUM -> HIGH;
            case HIGH, CRITICAL -> CRITICAL;
        };
    }
}
