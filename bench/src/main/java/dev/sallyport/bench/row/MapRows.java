package dev.sallyport.bench.row;

import java.util.List;
import java.util.Map;

/** Rows that were written as maps of the printed members; what is no number counts as not measured. */
public final class MapRows {
    private MapRows() {}

    /** Reports them all. */
    public static void report(List<Map<String, Object>> rows, Report report) {
        for (Map<String, Object> row : rows) {
            report.row(new Row(
                    String.valueOf(row.get("bench")),
                    String.valueOf(row.get("case")),
                    String.valueOf(row.get("unit")),
                    number(row, "p50"),
                    number(row, "p95"),
                    number(row, "p99"),
                    number(row, "throughput"),
                    number(row, "floor"),
                    number(row, "peer")));
        }
    }

    private static double number(Map<String, Object> row, String member) {
        return row.get(member) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
