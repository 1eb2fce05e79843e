package dev.sallyport.sigma.correlation;

import dev.sallyport.sigma.state.Group;
import java.util.BitSet;

/**
 * Rows of hits whose rules come in the order of the list, each hit later than the one before: linear in the hits, times the rules. Hits of
 * one event, which have one time and sequence, never follow each other.
 */
final class Rows {
    private static final int RULES = Long.SIZE;

    private Rows() {}

    /** The length of the longest row. */
    static int longest(Group group, int from, int to, long among) {
        byte[] best = new byte[RULES];
        int longest = 0;
        for (int hit = from; hit < to; ) {
            int behind = behindEqual(group, hit, to);
            longest = Math.max(longest, step(best, bitsOf(group, hit, behind) & among));
            hit = behind;
        }
        return longest;
    }

    /** Hits that stand in a row of the greatest length. */
    static BitSet members(Group group, int from, int to, long among) {
        int size = to - from;
        byte[][] ending = new byte[size][];
        byte[] best = new byte[RULES];
        int longest = 0;
        for (int hit = from; hit < to; ) {
            int behind = behindEqual(group, hit, to);
            longest = Math.max(longest, step(best, bitsOf(group, hit, behind) & among));
            byte[] now = best.clone();
            for (int same = hit; same < behind; same++) {
                ending[same - from] = now;
            }
            hit = behind;
        }
        return onLongest(group, from, to, among, ending, longest);
    }

    private static BitSet onLongest(Group group, int from, int to, long among, byte[][] ending, int longest) {
        BitSet members = new BitSet();
        // For each rule, the length of row that a hit of it must end to be continued to the greatest length; 0 for
        // none.
        long[] continued = new long[RULES];
        for (int behind = to; behind > from; ) {
            int hit = firstEqual(group, behind - 1, from);
            long[] more = new long[RULES];
            for (int same = hit; same < behind; same++) {
                byte[] lengths = ending[same - from];
                for (long rest = group.bits(same) & among; rest != 0; rest &= rest - 1) {
                    int rule = Long.numberOfTrailingZeros(rest);
                    int length = own(ending, from, hit, rule);
                    if (length > 0
                            && length <= lengths[rule]
                            && (length == longest || isSet(continued[rule], length))) {
                        members.set(same);
                        allowBefore(more, rule, length - 1);
                    }
                }
            }
            for (int rule = 0; rule < RULES; rule++) {
                continued[rule] |= more[rule];
            }
            behind = hit;
        }
        return members;
    }

    /** How long a row may be that ends with a hit of that rule at that place: one more than the best of lesser rules before. */
    private static int own(byte[][] ending, int from, int hit, int rule) {
        int best = 0;
        if (hit > from) {
            byte[] before = ending[hit - 1 - from];
            for (int lesser = 0; lesser < rule; lesser++) {
                best = Math.max(best, before[lesser]);
            }
        }
        return best + 1;
    }

    private static boolean isSet(long lengths, int length) {
        return (lengths & (1L << length)) != 0;
    }

    private static void allowBefore(long[] continued, int rule, int length) {
        for (int lesser = 0; lesser < rule; lesser++) {
            continued[lesser] |= 1L << length;
        }
    }

    /** Takes hits of one moment into the best lengths by last rule; returns the longest row that ends with one of them. */
    private static int step(byte[] best, long bits) {
        int longest = 0;
        // From the greatest rule down, so that hits of one moment do not continue each other.
        for (long rest = bits; rest != 0; rest ^= Long.highestOneBit(rest)) {
            int rule = Long.SIZE - 1 - Long.numberOfLeadingZeros(rest);
            int length = 1;
            for (int lesser = 0; lesser < rule; lesser++) {
                length = Math.max(length, best[lesser] + 1);
            }
            best[rule] = (byte) Math.max(best[rule], length);
            longest = Math.max(longest, length);
        }
        return longest;
    }

    private static int behindEqual(Group group, int hit, int to) {
        int behind = hit + 1;
        while (behind < to && sameMoment(group, hit, behind)) {
            behind++;
        }
        return behind;
    }

    private static int firstEqual(Group group, int hit, int from) {
        int first = hit;
        while (first > from && sameMoment(group, first - 1, hit)) {
            first--;
        }
        return first;
    }

    private static boolean sameMoment(Group group, int one, int other) {
        return group.time(one) == group.time(other) && group.sequence(one) == group.sequence(other);
    }

    private static long bitsOf(Group group, int from, int to) {
        return Judge.bits(group, from, to);
    }
}
