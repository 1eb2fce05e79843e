package dev.sallyport.sigma.correlation;

import dev.sallyport.sigma.state.Group;
import java.util.BitSet;
import java.util.Optional;

/**
 * Conditions that say {@code not}. A hit of a wanted rule opens a window of the timespan behind it, decided when the watermark reaches
 * its end: the wanted rules must have hits in it, and the unwanted none from one timespan before the opening hit to its end; where
 * order counts, none in their places between the wanted.
 */
public final class Absence {
    /** The bit of a hit that opened a window which was decided, or was told in an alert: it opens none again. */
    public static final long JUDGED = 1L << 63;

    private final Condition condition;
    private final long wanted;
    private final long span;

    /** Of a correlation that is about absence. */
    public Absence(Correlation correlation) {
        this.condition = correlation.condition();
        this.span = correlation.span();
        this.wanted = switch (condition) {
            case Condition.Rules rules -> rules.presence().wanted();
            case Condition.OrderWithout order -> order.wanted();
            default -> 0;
        };
    }

    /** Whether a hit opens a window. */
    public boolean opens(Group group, int hit) {
        long bits = group.bits(hit);
        return (bits & wanted) != 0 && (bits & JUDGED) == 0;
    }

    /** The first hit that opens a window which is not decided, or -1. */
    public int opener(Group group) {
        int hit = group.live();
        while (hit < group.end() && !opens(group, hit)) {
            hit++;
        }
        group.live(hit);
        return hit < group.end() ? hit : -1;
    }

    /** The hits that bear witness that it holds of the window which a hit opens; empty if it does not. */
    public Optional<BitSet> judge(Group group, int opener) {
        if (group.isSpoiled(group.time(opener), span)) {
            return Optional.empty();
        }
        int behind = opener;
        long end = group.time(opener) + span;
        while (behind < group.end() && group.time(behind) <= end) {
            behind++;
        }
        int before = opener;
        while (before > group.first() && group.time(before - 1) >= group.time(opener) - span) {
            before--;
        }
        if (condition instanceof Condition.Rules rules && isSpoiled(rules, group, before, behind)) {
            return Optional.empty();
        }
        boolean holds = switch (condition) {
            case Condition.Rules rules ->
                rules.presence().holds(unjudged(group, opener, behind), Judge.bits(group, before, behind));
            case Condition.OrderWithout order -> inOrder(order, group, before, opener, behind);
            default -> false;
        };
        return holds ? Optional.of(witnesses(group, opener, behind)) : Optional.empty();
    }

    /**
     * Whether a hit of those is enough for the condition to fail, whatever else there is. The last such one is remembered: it fails every
     * window that holds it, and openers come one after the other with windows that are nearly the same.
     */
    private static boolean isSpoiled(Condition.Rules rules, Group group, int from, int to) {
        for (int hit = to - 1; hit >= from; hit--) {
            if (!rules.presence().holds(-1L, group.bits(hit) & ~JUDGED)) {
                group.spoiled(group.time(hit));
                return true;
            }
        }
        return false;
    }

    private BitSet witnesses(Group group, int opener, int behind) {
        BitSet witnesses = new BitSet();
        for (int hit = opener; hit < behind; hit++) {
            if (opens(group, hit)) {
                witnesses.set(hit);
            }
        }
        return witnesses;
    }

    private static long unjudged(Group group, int from, int to) {
        long bits = 0;
        for (int hit = from; hit < to; hit++) {
            long own = group.bits(hit);
            bits |= (own & JUDGED) == 0 ? own : 0;
        }
        return bits;
    }

    /** Walks the window with one bit for each number of wanted rules that were met in order and not spoiled since. */
    private boolean inOrder(Condition.OrderWithout order, Group group, int before, int opener, int behind) {
        int[] places = places(order.wanted());
        if ((group.bits(opener) & (1L << places[0])) == 0) {
            return false;
        }
        long leading = unwantedBetween(order, -1, places[0]);
        for (int hit = before; hit < opener && !sameMoment(group, hit, opener); hit++) {
            if ((group.bits(hit) & leading) != 0) {
                return false;
            }
        }
        long met = 2; // one rule met: the opener's
        for (int hit = opener + 1; hit < behind; hit++) {
            if (!sameMoment(group, hit, opener)) {
                met = step(order, places, group.bits(hit), met);
            }
        }
        return (met & (1L << places.length)) != 0;
    }

    private static boolean sameMoment(Group group, int one, int other) {
        return group.time(one) == group.time(other) && group.sequence(one) == group.sequence(other);
    }

    private static long step(Condition.OrderWithout order, int[] places, long bits, long met) {
        long reached = 0;
        long kept = met;
        boolean usable = (bits & JUDGED) == 0;
        for (int count = 1; count <= places.length; count++) {
            boolean here = (met & (1L << count)) != 0;
            if (here && count < places.length && usable && (bits & (1L << places[count])) != 0) {
                reached |= 1L << (count + 1);
            }
            int next = count < places.length ? places[count] : Long.SIZE - 1;
            if (here && (bits & unwantedBetween(order, places[count - 1], next)) != 0) {
                kept &= ~(1L << count);
            }
        }
        return kept | reached;
    }

    private static long unwantedBetween(Condition.OrderWithout order, int after, int until) {
        long below = until >= Long.SIZE - 1 ? -1L >>> 1 : (1L << until) - 1;
        long above = after < 0 ? -1L : -1L << (after + 1);
        return order.unwanted() & below & above;
    }

    private static int[] places(long bits) {
        int[] places = new int[Long.bitCount(bits)];
        long rest = bits;
        for (int i = 0; i < places.length; i++) {
            places[i] = Long.numberOfTrailingZeros(rest);
            rest &= rest - 1;
        }
        return places;
    }
}
