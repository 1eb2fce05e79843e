package dev.sallyport.sigma.correlation;

import java.util.List;

/**
 * Which rules have hits in a window, as the condition of a {@code temporal} correlation says it. Bits are places in the list of rules.
 * {@link Absent} stands for one rule only: a {@code not} before more was moved inwards when it was read.
 */
public sealed interface Presence {

    /** The rule has a hit. */
    record Present(int rule) implements Presence {}

    /** The rule has none. */
    record Absent(int rule) implements Presence {}

    /** All hold. */
    record Every(List<Presence> of) implements Presence {
        public Every {
            of = List.copyOf(of);
        }
    }

    /** One holds. */
    record Some(List<Presence> of) implements Presence {
        public Some {
            of = List.copyOf(of);
        }
    }

    /**
     * Whether it holds.
     *
     * @param present bits of the rules that have a hit
     * @param forbidden bits of the rules that count as not absent
     */
    default boolean holds(long present, long forbidden) {
        return switch (this) {
            case Present one -> (present & (1L << one.rule())) != 0;
            case Absent one -> (forbidden & (1L << one.rule())) == 0;
            case Every all -> !anyIs(false, all.of(), present, forbidden);
            case Some any -> anyIs(true, any.of(), present, forbidden);
        };
    }

    private static boolean anyIs(boolean wanted, List<Presence> parts, long present, long forbidden) {
        for (Presence part : parts) {
            if (part.holds(present, forbidden) == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Bits of the rules that must be present somewhere in it. */
    default long wanted() {
        return switch (this) {
            case Present one -> 1L << one.rule();
            case Absent one -> 0;
            case Every all -> all.of().stream().mapToLong(Presence::wanted).reduce(0, (a, b) -> a | b);
            case Some any -> any.of().stream().mapToLong(Presence::wanted).reduce(0, (a, b) -> a | b);
        };
    }

    /** Bits of the rules that must be absent somewhere in it. */
    default long unwanted() {
        return switch (this) {
            case Present one -> 0;
            case Absent one -> 1L << one.rule();
            case Every all -> all.of().stream().mapToLong(Presence::unwanted).reduce(0, (a, b) -> a | b);
            case Some any -> any.of().stream().mapToLong(Presence::unwanted).reduce(0, (a, b) -> a | b);
        };
    }

    /** The opposite. */
    default Presence negated() {
        return switch (this) {
            case Present one -> new Absent(one.rule());
            case Absent one -> new Present(one.rule());
            case Every all -> new Some(all.of().stream().map(Presence::negated).toList());
            case Some any -> new Every(any.of().stream().map(Presence::negated).toList());
        };
    }
}
