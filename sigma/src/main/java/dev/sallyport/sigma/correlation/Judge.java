package dev.sallyport.sigma.correlation;

import dev.sallyport.sigma.state.Extra;
import dev.sallyport.sigma.state.Group;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether a condition holds of hits that stand together in a group. Pure; safe for many threads.
 *
 * <p>Figures over numbers are doubles, added in the order of (time, sequence), so that a replay gives the same bits.
 */
public final class Judge {
    private final Condition condition;
    /** How many values the condition needs, if it counts values and only more of them can make it hold; otherwise 0. */
    private final int values;

    /** Of that condition. */
    public Judge(Condition condition) {
        this.condition = condition;
        this.values = condition instanceof Condition.Values counted && onlyLower(counted.threshold())
                ? needed(counted.threshold())
                : 0;
    }

    /** Whether a hit with these bits, the newest of the group, could make it hold; false only if it surely can't. */
    public boolean mayHold(long newest, long seen) {
        return switch (condition) {
            case Condition.Rules rules -> rules.presence().holds(seen, 0);
            case Condition.Kinds kinds -> needed(kinds.threshold()) <= Long.bitCount(seen);
            case Condition.Order order ->
                endsRow(order, newest) && needed(order.threshold()) <= Long.bitCount(seen & order.among());
            case Condition.OrderWithout order -> true;
            case Condition.Events events -> true;
            case Condition.Values values -> true;
            case Condition.Numbers numbers -> true;
            case Condition.Share share -> true;
        };
    }

    /** Whether what {@link #mayHold} was told of all hits is worth being counted anew after it did not hold. */
    public boolean looksAtBits() {
        return condition instanceof Condition.Rules
                || condition instanceof Condition.Kinds
                || condition instanceof Condition.Order;
    }

    private static boolean endsRow(Condition.Order order, long newest) {
        boolean needsAll = needed(order.threshold()) == Long.bitCount(order.among());
        return (newest & (needsAll ? Long.highestOneBit(order.among()) : order.among())) != 0;
    }

    private static int needed(Threshold threshold) {
        double least = 1;
        for (Threshold.Bound bound : threshold.bounds()) {
            switch (bound.relation()) {
                case GT -> least = Math.max(least, bound.limit() + 1);
                case GTE, EQ -> least = Math.max(least, bound.limit());
                case LT, LTE, NEQ -> {}
            }
        }
        return (int) Math.min(Math.floor(least), Integer.MAX_VALUE);
    }

    /**
     * Whether it holds of the hits from one up to before another; the last of them is the newest.
     *
     * @param from less than {@code to}
     */
    public boolean holds(Group group, int from, int to) {
        return switch (condition) {
            case Condition.Events events -> events.threshold().holds(to - from);
            case Condition.Values values ->
                needed(values.threshold()) <= to - from && values.threshold().holds(distinct(group, from, to));
            case Condition.Numbers numbers -> holds(numbers, group, from, to);
            case Condition.Share share -> share.threshold().holds(share(group, from, to));
            case Condition.Kinds kinds -> kinds.threshold().holds(Long.bitCount(bits(group, from, to)));
            case Condition.Rules rules -> {
                long bits = bits(group, from, to);
                yield rules.presence().holds(bits, bits);
            }
            case Condition.Order order -> order.threshold().holds(Rows.longest(group, from, to, order.among()));
            case Condition.OrderWithout order -> false;
        };
    }

    /** The bits of those hits. */
    public static long bits(Group group, int from, int to) {
        long bits = 0;
        for (int hit = from; hit < to; hit++) {
            bits |= group.bits(hit);
        }
        return bits & ~Absence.JUDGED;
    }

    /** Which of the hits bear witness: all, or where order counts those that stand in a row of the greatest length. */
    public BitSet witnesses(Group group, int from, int to) {
        if (condition instanceof Condition.Order order) {
            return Rows.members(group, from, to, order.among());
        }
        BitSet all = new BitSet();
        all.set(from, to);
        return all;
    }

    private static int distinct(Group group, int from, int to) {
        Set<String> values = HashSet.newHashSet(to - from);
        for (int hit = from; hit < to; hit++) {
            values.add(value(group, hit));
        }
        return values.size();
    }

    private static double share(Group group, int from, int to) {
        String newest = value(group, to - 1);
        int same = 0;
        for (int hit = from; hit < to; hit++) {
            same += value(group, hit).equals(newest) ? 1 : 0;
        }
        return 100.0 * same / (to - from);
    }

    private static String value(Group group, int hit) {
        Extra extra = group.extra(hit);
        String value = extra == null ? null : extra.value();
        return value == null ? "" : value;
    }

    /**
     * Whether a hit need not be asked about: where only more values than before can make the condition hold, and there are fewer hits than it
     * needs values, or the newest hit's value is one of the last ones already. Exact, and it keeps a flood of one value from costing the whole
     * window each time.
     */
    public boolean isIdle(Group group, int from, int newest) {
        if (values == 0) {
            return false;
        }
        if (newest + 1 - from < values) {
            return true;
        }
        String value = value(group, newest);
        int least = Math.max(from, newest - values);
        for (int hit = newest - 1; hit >= least; hit--) {
            if (value(group, hit).equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean onlyLower(Threshold threshold) {
        return threshold.bounds().stream()
                .allMatch(bound ->
                        bound.relation() == Threshold.Relation.GT || bound.relation() == Threshold.Relation.GTE);
    }

    private static boolean holds(Condition.Numbers numbers, Group group, int from, int to) {
        return switch (numbers.figure()) {
            case SUM -> numbers.threshold().holds(sum(group, from, to));
            case AVG -> numbers.threshold().holds(sum(group, from, to) / (to - from));
            case PERCENTILE -> percentileHolds(numbers, group, from, to);
        };
    }

    private static double sum(Group group, int from, int to) {
        double sum = 0;
        for (int hit = from; hit < to; hit++) {
            sum += group.value(hit);
        }
        return sum;
    }

    /**
     * Nearest rank: the percentile is the least value that is not exceeded by that percentage of all. It stands to a limit as its rank
     * stands to how many values are below the limit, so nothing is sorted.
     */
    private static boolean percentileHolds(Condition.Numbers numbers, Group group, int from, int to) {
        int rank = Math.clamp((long) Math.ceil(numbers.percent() * (to - from) / 100), 1, to - from);
        for (Threshold.Bound bound : numbers.threshold().bounds()) {
            int below = 0;
            int atMost = 0;
            for (int hit = from; hit < to; hit++) {
                double value = group.value(hit);
                below += value < bound.limit() ? 1 : 0;
                atMost += value <= bound.limit() ? 1 : 0;
            }
            double side = below >= rank ? -1 : atMost >= rank ? 0 : 1;
            if (!bound.relation().holds(side, 0)) {
                return false;
            }
        }
        return true;
    }
}
