package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.event.Value;
import dev.sallyport.sigma.pattern.Folding;
import dev.sallyport.sigma.rule.Criterion;

/** Compares the values of two fields of one event by their texts; of lists any pair counts. */
final class References {

    private References() {}

    /**
     * How they are compared.
     *
     * @param start whether the first may go on behind the second
     * @param end whether the first may begin before the second
     */
    record Way(boolean start, boolean end, boolean cased) {
        static Way of(Criterion.Reference reference) {
            return new Way(reference.start(), reference.end(), reference.cased());
        }
    }

    static boolean holds(Value left, Value right, Way way, boolean unlike) {
        return unlike ? isThere(left) && isThere(right) && !fits(left, right, way) : fits(left, right, way);
    }

    private static boolean isThere(Value value) {
        return !(value instanceof Value.Absent) && !(value instanceof Value.Null);
    }

    private static boolean fits(Value left, Value right, Way way) {
        if (left instanceof Value.Many many) {
            return many.items().stream().anyMatch(item -> fits(item, right, way));
        }
        if (right instanceof Value.Many many) {
            return many.items().stream().anyMatch(item -> fits(left, item, way));
        }
        return left.text().isPresent()
                && right.text().isPresent()
                && fits(left.text().get(), right.text().get(), way);
    }

    private static boolean fits(String left, String right, Way way) {
        String one = way.cased() ? left : Folding.fold(left);
        String other = way.cased() ? right : Folding.fold(right);
        if (way.start() && way.end()) {
            return one.contains(other);
        }
        if (way.start()) {
            return one.startsWith(other);
        }
        return way.end() ? one.endsWith(other) : one.equals(other);
    }
}
