package dev.sallyport.sigma.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * What must be seen in an event before a rule can match: at least one of the signs. Cheap to look for with all rules together.
 *
 * @param signs never empty
 * @param cost how often it may be expected to be seen, in thousandths; the smaller, the better
 */
record Guard(List<Sign> signs, int cost) {
    private static final int RARE = 20;
    private static final int COMMON = 150;
    private static final int USUAL = 800;
    private static final int SHORT = 5;

    Guard {
        signs = List.copyOf(signs);
    }

    /** Something about a field. */
    sealed interface Sign {
        /** The field's slot; {@link #LEAVES} for any value of the event. */
        int slot();
    }

    /** Any value of the event. */
    static final int LEAVES = -1;

    /** The value is that text. */
    record Equal(int slot, String folded) implements Sign {}

    /** The value is that number, given by its canonical text. */
    record Same(int slot, String canonical) implements Sign {}

    /** The value contains that text. */
    record Contains(int slot, String folded) implements Sign {}

    /** The field is there and not null. */
    record Present(int slot) implements Sign {}

    static Guard of(Sign sign) {
        int cost = switch (sign) {
            case Equal equal -> equal.folded().length() < SHORT ? COMMON : RARE;
            case Same same -> 2 * COMMON;
            case Contains contains -> contains.folded().length() < SHORT ? COMMON : RARE;
            case Present present -> USUAL;
        };
        return new Guard(List.of(sign), cost);
    }

    /** One of the signs of either. */
    Guard or(Guard other) {
        List<Sign> all = new ArrayList<>(signs);
        all.addAll(other.signs);
        return new Guard(all.stream().distinct().toList(), cost + other.cost);
    }
}
