package dev.sallyport.sigma.correlation;

import java.util.List;

/** What must hold of the hits in a window. */
public sealed interface Condition {

    /** How many events there are. */
    record Events(Threshold threshold) implements Condition {}

    /**
     * How many different values, or tuples of values, the fields have.
     *
     * @param fields at least one
     */
    record Values(List<String> fields, Threshold threshold) implements Condition {
        public Values {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A figure over the numbers in a field.
     *
     * @param percent of {@link Figure#PERCENTILE}: above 0, at most 100; else 0
     */
    record Numbers(Figure figure, String field, double percent, Threshold threshold) implements Condition {}

    /**
     * The share of the newest value among all, in percent: 100 times the hits with the newest hit's value over all hits. What
     * {@code value_percentile} without {@code percentile} means.
     */
    record Share(String field, Threshold threshold) implements Condition {}

    /** How many of the rules have hits. */
    record Kinds(Threshold threshold) implements Condition {}

    /** Which of the rules have hits, in any order. */
    record Rules(Presence presence) implements Condition {}

    /**
     * How many of the rules have hits one after another, in the order of the list: the longest such row.
     *
     * @param among bits of the rules that count
     */
    record Order(long among, Threshold threshold) implements Condition {}

    /**
     * The wanted rules have hits in this order, and between, before and behind them stands no hit of the rules that are not wanted there.
     *
     * @param wanted bits of the rules that must have hits
     * @param unwanted bits of the rules that must not
     */
    record OrderWithout(long wanted, long unwanted) implements Condition {}

    /** Figures over numbers. */
    enum Figure {
        SUM,
        AVG,
        PERCENTILE
    }
}
