package dev.sallyport.sigma.correlation;

import dev.sallyport.sigma.rule.Head;
import dev.sallyport.sigma.yaml.Place;
import java.util.List;
import java.util.Map;

/**
 * A correlation as read. Immutable.
 *
 * @param rules what it correlates, 1 to {@link CorrelationReader#MAX_RULES}
 * @param groupBy fields or aliases whose values its events share; empty for one group of all
 * @param aliases for each alias, the field of each rule, by the rule's word in {@code rules}
 * @param frame which hits are looked at together
 * @param suppressMillis for how long after an alert further matches of the group are counted and not told; 0 for not at all
 * @param generate whether its rules give alerts of their own as well
 */
public record Correlation(
        Head head,
        List<Reference> rules,
        List<String> groupBy,
        Map<String, Map<String, String>> aliases,
        Frame frame,
        Condition condition,
        long suppressMillis,
        boolean generate) {
    public Correlation {
        rules = List.copyOf(rules);
        groupBy = List.copyOf(groupBy);
        aliases = Map.copyOf(aliases);
    }

    /**
     * A rule by what it is called.
     *
     * @param place where the word stands
     */
    public record Reference(String name, Place place) {}

    /** The longest time between two hits that are looked at together, in milliseconds. */
    public long span() {
        return switch (frame) {
            case Frame.Sliding sliding -> sliding.span();
            case Frame.Tumbling tumbling -> tumbling.span();
            case Frame.Session session -> session.span();
        };
    }

    /** Whether it says that something did not happen. */
    public boolean isAboutAbsence() {
        return switch (condition) {
            case Condition.OrderWithout order -> true;
            case Condition.Rules rules -> rules.presence().unwanted() != 0;
            case Condition.Events events -> false;
            case Condition.Values values -> false;
            case Condition.Numbers numbers -> false;
            case Condition.Share share -> false;
            case Condition.Kinds kinds -> false;
            case Condition.Order order -> false;
        };
    }

    /** The field that stands for a name in events of a rule. */
    public String field(String name, String rule) {
        Map<String, String> alias = aliases.get(name);
        return alias == null ? name : alias.getOrDefault(rule, name);
    }
}
