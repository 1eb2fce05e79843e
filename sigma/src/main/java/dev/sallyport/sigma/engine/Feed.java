package dev.sallyport.sigma.engine;

import java.util.List;

/**
 * What a rule's hit becomes in a correlation that names the rule.
 *
 * @param plan the correlation's place
 * @param bit of the rule in the correlation's list
 * @param groupFields in the rule's own events
 * @param valueFields whose tuple is counted, or the one whose number is taken; empty if neither
 */
record Feed(int plan, long bit, List<String> groupFields, List<String> valueFields) {
    Feed {
        groupFields = List.copyOf(groupFields);
        valueFields = List.copyOf(valueFields);
    }
}
