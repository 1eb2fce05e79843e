package dev.sallyport.provenance.index;

import dev.sallyport.provenance.source.Basis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best places found for one value: of each source and class the strongest. Places that are whole leaves are all kept, since a
 * rule may ask for the record beside them. Holds at most {@link #MOST} places. Not thread-safe.
 */
final class Hits {
    static final int MOST = 64;

    private static final Basis[] BASES = Basis.values();

    /** Of stretches in common the longest are kept, so many. */
    static final int MOST_SUBSTRINGS = 8;

    private static final int LONGEST = (1 << 14) - 1;
    private static final int LAST_SOURCE = (1 << 24) - 1;

    /** What was found where; {@code owner} is the source and class whose strongest place it may be. */
    private record Hit(Leaves leaves, int leaf, Basis basis, int offset, int length, long owner) {
        boolean isLeaf() {
            return basis.compareTo(Basis.NORMALISED) <= 0;
        }

        boolean isBesides(Hit other) {
            return (isLeaf() && other.isLeaf()) ? leaf != other.leaf || leaves != other.leaves : owner != other.owner;
        }

        boolean isStronger(Hit other) {
            int order = basis.compareTo(other.basis);
            return order == 0 ? length > other.length : order < 0;
        }

        /** Sorts by basis, class, length downwards, source, and the place among the hits. */
        long order(int index) {
            long order = Arrays.binarySearch(BASES, basis);
            order = (order << 3) | leaves.classNumber(leaf);
            order = (order << 14) | (LONGEST - Math.min(length, LONGEST));
            order = (order << 24) | Math.min(leaves.sourceNumber(leaf), LAST_SOURCE);
            return (order << 6) | index;
        }

        Match match() {
            return new Match(leaves.source(leaf), leaves.path(leaf), leaves.fieldClass(leaf), basis, length, offset);
        }
    }

    private final List<Hit> hits = new ArrayList<>();
    private int substrings;

    /** No stretch that is kept is shorter, once there are as many as may be. */
    private int shortest;

    /** One more place, if it is not weaker than another of its source. */
    void add(Leaves leaves, int leaf, Basis basis, int offset, int length) {
        Hit hit = new Hit(leaves, leaf, basis, offset, length, leaves.owner(leaf));
        for (int i = 0; i < hits.size(); i++) {
            Hit other = hits.get(i);
            if (!hit.isBesides(other)) {
                if (hit.isStronger(other)) {
                    hits.set(i, hit);
                }
                return;
            }
        }
        if (basis == Basis.SUBSTRING && ++substrings > MOST_SUBSTRINGS) {
            replaceShorter(hit);
        } else if (hits.size() < MOST) {
            hits.add(hit);
        }
    }

    /** Whether one more stretch of that length would be kept, wherever it stands. */
    boolean wants(int length) {
        return substrings < MOST_SUBSTRINGS || length > shortest;
    }

    private void replaceShorter(Hit hit) {
        int weakest = -1;
        shortest = hit.length;
        for (int i = 0; i < hits.size(); i++) {
            Hit other = hits.get(i);
            if (other.basis == Basis.SUBSTRING && other.length < shortest) {
                weakest = i;
                shortest = other.length;
            }
        }
        if (weakest >= 0) {
            hits.set(weakest, hit);
        }
    }

    /** The places, strongest first, at most so many. */
    List<Match> best(int most) {
        long[] order = new long[hits.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = hits.get(i).order(i);
        }
        Arrays.sort(order);
        Match[] matches = new Match[Math.min(most, order.length)];
        for (int i = 0; i < matches.length; i++) {
            matches[i] = hits.get((int) order[i] & (MOST - 1)).match();
        }
        return List.of(matches);
    }
}
