package dev.sallyport.bench.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a gateway's time went between two looks at its metrics: the classic histograms of its stages, in Prometheus's text
 * format. A quantile is the upper bound of the bucket it falls into, which is all such a histogram can say.
 */
final class StageTimes {
    private static final String BUCKET = "sallyport_stage_seconds_bucket{";
    private static final String SUM = "sallyport_stage_seconds_sum{";

    private final Map<String, TreeMap<Double, Double>> buckets = new TreeMap<>();
    private final Map<String, Double> sums = new TreeMap<>();

    private StageTimes() {}

    /** Reads the text of {@code /metrics}. */
    static StageTimes read(String metrics) {
        StageTimes times = new StageTimes();
        for (String line : metrics.split("\n")) {
            if (line.startsWith(BUCKET)) {
                String bound = label(line, "le");
                double le = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
                times.buckets
                        .computeIfAbsent(label(line, "stage"), s -> new TreeMap<>())
                        .put(le, value(line));
            } else if (line.startsWith(SUM)) {
                times.sums.put(label(line, "stage"), value(line));
            }
        }
        return times;
    }

    /** One line for each stage that ran between the earlier look and this one. */
    List<String> since(StageTimes before) {
        List<String> lines = new ArrayList<>();
        buckets.forEach((stage, counts) -> {
            TreeMap<Double, Double> earlier = before.buckets.getOrDefault(stage, new TreeMap<>());
            TreeMap<Double, Double> fresh = new TreeMap<>();
            counts.forEach((le, count) -> fresh.put(le, count - earlier.getOrDefault(le, 0.0)));
            double runs = fresh.lastEntry().getValue();
            if (runs > 0) {
                double mean = (sums.getOrDefault(stage, 0.0) - before.sums.getOrDefault(stage, 0.0)) / runs;
                lines.add(String.format(
                        "stage %-10s mean %8.1f us   p50 <= %8.0f us   p99 <= %8.0f us   %,.0f runs",
                        stage, mean * 1e6, quantile(fresh, 0.5) * 1e6, quantile(fresh, 0.99) * 1e6, runs));
            }
        });
        return lines;
    }

    private static double quantile(SortedMap<Double, Double> counts, double share) {
        double wanted = counts.getOrDefault(counts.lastKey(), 0.0) * share;
        for (var entry : counts.entrySet()) {
            if (entry.getValue() >= wanted) {
                return entry.getKey();
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static String label(String line, String name) {
        int start = line.indexOf(name + "=\"") + name.length() + 2;
        return line.substring(start, line.indexOf('"', start));
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
