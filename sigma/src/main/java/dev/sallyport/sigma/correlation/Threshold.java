package dev.sallyport.sigma.correlation;

import java.util.List;

/**
 * Bounds on a figure, all of which hold.
 *
 * @param bounds at least one
 */
public record Threshold(List<Bound> bounds) {
    public Threshold {
        bounds = List.copyOf(bounds);
    }

    /** At least that many. */
    static Threshold atLeast(long count) {
        return new Threshold(List.of(new Bound(Relation.GTE, count)));
    }

    /** Whether a figure is inside; what is no number is not. */
    public boolean holds(double figure) {
        for (Bound bound : bounds) {
            if (!bound.relation().holds(figure, bound.limit())) {
                return false;
            }
        }
        return !Double.isNaN(figure);
    }

    /** The greatest limit. */
    double greatest() {
        return bounds.stream().mapToDouble(Bound::limit).max().orElse(0);
    }

    /** How a figure stands to a limit. */
    public enum Relation {
        GT,
        GTE,
        LT,
        LTE,
        EQ,
        NEQ;

        boolean holds(double figure, double limit) {
            return switch (this) {
                case GT -> figure > limit;
                case GTE -> figure >= limit;
                case LT -> figure < limit;
                case LTE -> figure <= limit;
                case EQ -> figure == limit;
                case NEQ -> figure != limit;
            };
        }
    }

    /**
     * One bound.
     *
     * @param limit finite
     */
    public record Bound(Relation relation, double limit) {}
}
