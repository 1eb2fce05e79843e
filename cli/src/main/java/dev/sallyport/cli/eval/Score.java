package dev.sallyport.cli.eval;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.shield.rate.Interval;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Attacks covered and ordinary work interrupted in one group, by cluster. Mutable while it is filled. */
final class Score {
    private final String group;
    private final Map<String, int[]> attacks = new TreeMap<>();
    private final Map<String, int[]> benign = new TreeMap<>();

    Score(String group) {
        this.group = group;
    }

    void attack(String cluster, boolean covered) {
        count(attacks, cluster, covered);
    }

    void benign(String cluster, boolean interrupted) {
        count(benign, cluster, interrupted);
    }

    private static void count(Map<String, int[]> clusters, String cluster, boolean hit) {
        int[] counts = clusters.computeIfAbsent(cluster, c -> new int[2]);
        counts[0] += hit ? 1 : 0;
        counts[1]++;
    }

    JsonObject json() {
        JsonObject.Builder row = JsonObject.builder()
                .put("group", group)
                .put("n_attack", sum(attacks, 1))
                .put("n_benign", sum(benign, 1));
        rates(row, "covered", attacks);
        rates(row, "interrupted", benign);
        return row.build();
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%-14s attacks %4d, covered %6.2f %% %s   ordinary %4d, interrupted %6.2f %% %s",
                group,
                sum(attacks, 1),
                100 * rate(attacks),
                interval(attacks),
                sum(benign, 1),
                100 * rate(benign),
                interval(benign));
    }

    double covered() {
        return rate(attacks);
    }

    double interrupted() {
        return rate(benign);
    }

    private static void rates(JsonObject.Builder row, String name, Map<String, int[]> clusters) {
        Interval interval = of(clusters);
        row.put(name, sum(clusters, 0))
                .put(name + "_rate", number(rate(clusters)))
                .put(name + "_ci", JsonArray.of(number(interval.low()), number(interval.high())));
    }

    private static Interval of(Map<String, int[]> clusters) {
        return Interval.of(
                clusters.values().stream().map(c -> Map.entry(c[0], c[1])).toList());
    }

    private static Json number(double value) {
        return new JsonNumber(Math.round(value * 10_000) / 10_000.0);
    }

    private static String interval(Map<String, int[]> clusters) {
        Interval interval = of(clusters);
        return String.format(Locale.ROOT, "[%.1f, %.1f]", 100 * interval.low(), 100 * interval.high());
    }

    private static int sum(Map<String, int[]> clusters, int which) {
        return clusters.values().stream().mapToInt(c -> c[which]).sum();
    }

    private static double rate(Map<String, int[]> clusters) {
        int n = sum(clusters, 1);
        return n == 0 ? 0 : (double) sum(clusters, 0) / n;
    }
}
