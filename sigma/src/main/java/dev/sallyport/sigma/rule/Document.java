package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.yaml.Node;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One document of a rule file. Immutable. */
public sealed interface Document {

    /** What it says of itself. */
    Head head();

    /**
     * Tells by a single event whether it matches.
     *
     * @param conditions each of which suffices, never empty
     * @param fields names of fields that a reader of a match wants to see
     */
    record Detection(Head head, List<Expression> conditions, List<String> fields) implements Document {
        public Detection {
            conditions = List.copyOf(conditions);
            fields = List.copyOf(fields);
        }

        /** The placeholders that no values were given for; a rule that has any is well-formed but cannot run. */
        public SortedSet<String> placeholders() {
            SortedSet<String> open = new TreeSet<>();
            conditions.forEach(condition -> Walk.placeholders(condition, open));
            return open;
        }
    }

    /**
     * Narrows other detections: a site's exceptions without a change to the rules.
     *
     * @param rules ids or names of detections of the same logsource; empty for all of that logsource
     * @param condition what must hold beside the detection's own condition
     */
    record Filter(Head head, Optional<List<String>> rules, Expression condition) implements Document {
        public Filter {
            rules = rules.map(List::copyOf);
        }
    }

    /**
     * Relates several events.
     *
     * @param body the value of {@code correlation}
     */
    record Correlation(Head head, Node.Mapping body) implements Document {}

    /**
     * Follows values from a source to a sink.
     *
     * @param body the value of {@code flow}
     */
    record Flow(Head head, Node.Mapping body) implements Document {}
}
