package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.yaml.Node;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sigma 1 wrote relations between events into the condition of a detection. Those rules are refused, never half-read, and told what says
 * the same in Sigma 2.
 */
final class Legacy {
    private static final List<String> AGGREGATES = List.of("count(", "sum(", "min(", "max(", "avg(");

    private Legacy() {}

    /** Refuses a condition that relates events. */
    static void refuse(Refusals refusals, Node place, String condition, Optional<Node> timeframe) {
        String lower = condition.toLowerCase(Locale.ROOT);
        int bar = lower.indexOf('|');
        boolean counts = AGGREGATES.stream().anyMatch(lower::contains);
        boolean lists = lower.startsWith("write ") || lower.contains("->");
        if (bar < 0 && !counts && !lists) {
            return;
        }
        String tail = bar < 0 ? condition : condition.substring(bar + 1).strip();
        String timespan = timeframe
                .filter(Node.Scalar.class::isInstance)
                .map(node -> ((Node.Scalar) node).source())
                .orElse("5m");
        throw refusals.at(
                place.place(),
                "legacy_aggregation",
                "conditions over several events are of Sigma 1; " + advice(tail, lists) + ", `timespan: " + timespan
                        + "`, and leave only `" + before(condition, bar) + "` here");
    }

    private static String before(String condition, int bar) {
        return bar < 0 ? "the search" : condition.substring(0, bar).strip();
    }

    private static String advice(String tail, boolean lists) {
        if (lists) {
            return "name the steps as rules and add a correlation of `type: temporal_ordered` with `group-by`";
        }
        String word = tail.toLowerCase(Locale.ROOT);
        if (word.startsWith("near")) {
            return "name each search as a rule and add a correlation of `type: temporal`";
        }
        String group =
                after(tail, " by ").map(by -> " with `group-by: [" + by + "]`").orElse("");
        String bound = bound(tail);
        if (word.startsWith("sum(") || word.startsWith("avg(")) {
            return "add a correlation of `type: value_" + word.substring(0, 3) + "` with `field: " + inside(tail) + "`"
                    + group + bound;
        }
        if (word.startsWith("min(") || word.startsWith("max(")) {
            return "add a correlation of `type: value_percentile` with `field: " + inside(tail) + "`" + group + bound;
        }
        return inside(tail).isEmpty()
                ? "add a correlation of `type: event_count`" + group + bound
                : "add a correlation of `type: value_count` with `field: " + inside(tail) + "`" + group + bound;
    }

    private static String inside(String tail) {
        int open = tail.indexOf('(');
        int close = tail.indexOf(')', open + 1);
        return open >= 0 && close > open ? tail.substring(open + 1, close).strip() : "";
    }

    private static Optional<String> after(String text, String word) {
        int at = text.indexOf(word);
        if (at < 0) {
            return Optional.empty();
        }
        String rest = text.substring(at + word.length()).strip();
        int end = 0;
        while (end < rest.length() && (Strings.isWord(rest.charAt(end)) || rest.charAt(end) == '.')) {
            end++;
        }
        return Optional.of(rest.substring(0, end));
    }

    private static String bound(String tail) {
        for (String[] sign : new String[][] {{">=", "gte"}, {"<=", "lte"}, {">", "gt"}, {"<", "lt"}, {"=", "eq"}}) {
            Optional<String> number = after(tail, sign[0]).filter(word -> !word.isEmpty());
            if (number.isPresent()) {
                return ", `condition: {" + sign[1] + ": " + number.get() + "}`";
            }
        }
        return "";
    }
}
