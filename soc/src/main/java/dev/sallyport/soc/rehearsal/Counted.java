package dev.sallyport.soc.rehearsal;

import dev.sallyport.soc.detect.SigmaRules;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one rule found.
 *
 * @param rule as it is
 * @param alerts how many
 * @param perDay how many on each day that has any, by the day in UTC
 * @param groups how many different groups, or agents where the rule does not group; at most {@value #MOST_GROUPS}
 * @param firstMillis when the first alert held; 0 if there is none
 * @param lastMillis when the last one did
 * @param incidents how many stories its alerts alone would have begun
 */
public record Counted(
        SigmaRules.Whole rule,
        long alerts,
        SortedMap<String, Long> perDay,
        int groups,
        long firstMillis,
        long lastMillis,
        long incidents) {
    /** As many groups are told apart. */
    public static final int MOST_GROUPS = 10_000;

    public Counted {
        perDay = Collections.unmodifiableSortedMap(new TreeMap<>(perDay));
    }

    /** The most alerts of one day. */
    public long mostPerDay() {
        return perDay.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
