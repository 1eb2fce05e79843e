package dev.sallyport.sigma.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which values of an event a rule looks at.
 *
 * @param text as the rule writes it
 * @param base the field before the first selector, or the whole name if there is none
 * @param steps selectors of members of lists, each with the name below the selected member; empty for an ordinary field
 */
public record FieldName(String text, String base, List<Step> steps) {
    private static final int MAX_STEPS = 4;
    private static final int MAX_INDEX_DIGITS = 5;

    public FieldName {
        steps = List.copyOf(steps);
    }

    /**
     * One selection of members.
     *
     * @param selector which members
     * @param index the place of the member, from 0, if the selector is {@code AT}; else 0
     * @param below the dotted name below a member, empty for the member itself
     */
    public record Step(Selector selector, int index, String below) {}

    /** Which members of a list. */
    public enum Selector {
        /** At least one fits. */
        ANY,
        /** There is one, and every one fits. */
        ALL,
        /** The list is there, and none fits. */
        NONE,
        /** The one at a place fits. */
        AT
    }

    /** An ordinary field. */
    public static FieldName plain(String name) {
        return new FieldName(name, name, List.of());
    }

    /** A name with selectors, or empty if its brackets are not understood. */
    static Optional<FieldName> selecting(String name) {
        int open = name.indexOf('[');
        List<Step> steps = new ArrayList<>();
        String base = name.substring(0, open);
        int at = open;
        while (at < name.length()) {
            int close = name.indexOf(']', at);
            if (name.charAt(at) != '[' || close < 0 || steps.size() == MAX_STEPS) {
                return Optional.empty();
            }
            int next = name.indexOf('[', close);
            String below = name.substring(close + 1, next < 0 ? name.length() : next);
            Optional<Step> step = step(name.substring(at + 1, close), below);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
            at = next < 0 ? name.length() : next;
        }
        return base.isEmpty() ? Optional.empty() : Optional.of(new FieldName(name, base, steps));
    }

    private static boolean isIndex(String selector) {
        return !selector.isEmpty()
                && selector.length() <= MAX_INDEX_DIGITS
                && selector.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<Step> step(String selector, String below) {
        if (!below.isEmpty() && (below.charAt(0) != '.' || below.length() == 1)) {
            return Optional.empty();
        }
        String name = below.isEmpty() ? "" : below.substring(1);
        return switch (selector) {
            case "any" -> Optional.of(new Step(Selector.ANY, 0, name));
            case "all" -> Optional.of(new Step(Selector.ALL, 0, name));
            case "none" -> Optional.of(new Step(Selector.NONE, 0, name));
            default ->
                isIndex(selector)
                        ? Optional.of(new Step(Selector.AT, Integer.parseInt(selector), name))
                        : Optional.empty();
        };
    }
}
