package dev.sallyport.soc.incident;

import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.detect.RuleRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One line of a timeline: all alerts of one rule.
 *
 * @param count how many alerts
 * @param firstMillis when the first event happened
 * @param lastMillis when the last event happened
 * @param alerts the newest of them, up to {@value #MOST}
 * @param receipts the newest of what they rest on, up to {@value #MOST}
 */
public record Chapter(
        RuleRef rule, int count, long firstMillis, long lastMillis, List<String> alerts, List<String> receipts) {
    /** How many alerts and receipts a line names. */
    public static final int MOST = 20;

    public Chapter {
        alerts = List.copyOf(alerts);
        receipts = List.copyOf(receipts);
    }

    static Chapter of(Alert alert) {
        return new Chapter(
                alert.rule(),
                1,
                alert.firstMillis(),
                alert.eventMillis(),
                List.of(alert.id()),
                newest(List.of(), alert.receipts()));
    }

    Chapter and(Alert alert) {
        return new Chapter(
                alert.rule(),
                count + 1,
                Math.min(firstMillis, alert.firstMillis()),
                Math.max(lastMillis, alert.eventMillis()),
                newest(alerts, List.of(alert.id())),
                newest(receipts, alert.receipts()));
    }

    Chapter and(Chapter other) {
        return new Chapter(
                rule,
                count + other.count,
                Math.min(firstMillis, other.firstMillis),
                Math.max(lastMillis, other.lastMillis),
                newest(alerts, other.alerts),
                newest(receipts, other.receipts));
    }

    private static List<String> newest(List<String> before, List<String> more) {
        Set<String> all = new LinkedHashSet<>(before);
        all.addAll(more);
        List<String> list = new ArrayList<>(all);
        return list.subList(Math.max(0, list.size() - MOST), list.size());
    }
}
