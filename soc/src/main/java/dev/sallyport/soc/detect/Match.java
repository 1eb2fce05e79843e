package dev.sallyport.soc.detect;

import java.util.List;
import java.util.Map;

/**
 * That a rule matched, once.
 *
 * @param places of the events it rests on in the tenant's order, first to last, at least one
 * @param firstMillis when the first of them happened
 * @param lastMillis when the last of them happened
 * @param group what the rule grouped by, by field; empty if it does not group
 * @param late whether the last of them came after the time its window was judged
 */
public record Match(
        RuleRef rule, List<Long> places, long firstMillis, long lastMillis, Map<String, String> group, boolean late) {
    public Match {
        if (places.isEmpty()) {
            throw new IllegalArgumentException("a match rests on at least one event");
        }
        places = List.copyOf(places);
        group = Map.copyOf(group);
    }
}
