package dev.sallyport.provenance.index;

import dev.sallyport.provenance.source.Basis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The best places found for one value: of each source and class the strongest. Places that are whole leaves are all kept, since a
 * rule may ask for the record beside them. Holds at most {@link #MOST} places. Not thread-safe.
 */
final class Hits {
    static final int MOST = 64;

    private static final Comparator<Match> STRONGEST_FIRST = Comparator.comparing(Match::basis)
            .thenComparing(Match::fieldClass)
            .thenComparing(Comparator.comparingInt(Match::length).reversed())
            .thenComparingInt(match -> match.source().number())
            .thenComparing(Match::path);

    /** What was found where; {@code owner} is the source and class whose strongest place it may be. */
    private record Hit(Leaves leaves, int leaf, Basis basis, int offset, int length, long owner) {
        boolean isLeaf() {
            return basis.compareTo(Basis.NORMALISED) <= 0;
        }

        boolean isBesides(Hit other) {
            return (isLeaf() && other.isLeaf())
                    ? leaf != other.leaf || leaves != other.leaves
                    : owner != other.owner;
        }

        boolean isStronger(Hit other) {
            int order = basis.compareTo(other.basis);
            return order == 0 ? length > other.length : order < 0;
        }

        Match match() {
            return new Match(
                    leaves.source(leaf), leaves.path(leaf), leaves.fieldClass(leaf), basis, length, offset);
        }
    }

    private final List<Hit> hits = new ArrayList<>();

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
        if (hits.size() < MOST) {
            hits.add(hit);
        }
    }

    /** The places, strongest first, at most so many. */
    List<Match> best(int most) {
        List<Match> matches = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            matches.add(hit.match());
        }
        matches.sort(STRONGEST_FIRST);
        return List.copyOf(matches.subList(0, Math.min(most, matches.size())));
    }
}
