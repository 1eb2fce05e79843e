package dev.sallyport.bench.row;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import java.util.Locale;

/**
 * One case of a benchmark. NaN stands for "not measured here" and is printed as null.
 *
 * @param unit of p50, p95 and p99, for example {@code us}; throughput is always per second
 * @param floor throughput of the same work done by nothing, the most that could be reached
 * @param peer p50 of the nearest other system in the same run
 */
public record Row(
        String bench,
        String name,
        String unit,
        double p50,
        double p95,
        double p99,
        double throughput,
        double floor,
        double peer) {
    private static final double NOT_MEASURED = Double.NaN;
    private static final int DIGITS = 4;

    /** A row with durations only. */
    public static Row of(String bench, String name, String unit, double p50, double p99) {
        return new Row(bench, name, unit, p50, NOT_MEASURED, p99, NOT_MEASURED, NOT_MEASURED, NOT_MEASURED);
    }

    /** A row with the quantiles of what was measured. */
    public static Row of(String bench, String name, String unit, Samples samples, double nanosPerUnit) {
        return of(bench, name, unit, samples.quantile(0.5) / nanosPerUnit, samples.quantile(0.99) / nanosPerUnit)
                .withP95(samples.quantile(0.95) / nanosPerUnit);
    }

    /** A row with a rate only. */
    public static Row rate(String bench, String name, double throughput) {
        return new Row(
                bench, name, "1/s", NOT_MEASURED, NOT_MEASURED, NOT_MEASURED, throughput, NOT_MEASURED, NOT_MEASURED);
    }

    /** The same with the duration that 95 of 100 do not exceed. */
    public Row withP95(double duration) {
        return new Row(bench, name, unit, p50, duration, p99, throughput, floor, peer);
    }

    /** The same with a throughput. */
    public Row withThroughput(double perSecond) {
        return new Row(bench, name, unit, p50, p95, p99, perSecond, floor, peer);
    }

    /** The same beside the throughput of a floor. */
    public Row withFloor(double perSecond) {
        return new Row(bench, name, unit, p50, p95, p99, throughput, perSecond, peer);
    }

    /** The same beside the p50 of a peer, in the same unit. */
    public Row withPeer(double peersP50) {
        return new Row(bench, name, unit, p50, p95, p99, throughput, floor, peersP50);
    }

    /** Our throughput over the floor's. */
    public double ratioFloor() {
        return throughput / floor;
    }

    /** The peer's p50 over ours. */
    public double ratioPeer() {
        return peer / p50;
    }

    /** The row for programs. */
    public JsonObject json() {
        return JsonObject.builder()
                .put("bench", bench)
                .put("case", name)
                .put("unit", unit)
                .put("p50", number(p50))
                .put("p95", number(p95))
                .put("p99", number(p99))
                .put("throughput", number(throughput))
                .put("floor", number(floor))
                .put("peer", number(peer))
                .put("ratio_floor", number(ratioFloor()))
                .put("ratio_peer", number(ratioPeer()))
                .build();
    }

    /** The names above {@link #text}. */
    public static String heading() {
        return String.format(
                "%-10s %-34s %-6s %10s %10s %10s %12s %12s %10s %8s %8s",
                "bench", "case", "unit", "p50", "p95", "p99", "throughput", "floor", "peer", "x floor", "x peer");
    }

    /** The row for people. */
    public String text() {
        return String.format(
                "%-10s %-34s %-6s %10s %10s %10s %12s %12s %10s %8s %8s",
                bench,
                name,
                unit,
                shown(p50),
                shown(p95),
                shown(p99),
                shown(throughput),
                shown(floor),
                shown(peer),
                shown(ratioFloor()),
                shown(ratioPeer()));
    }

    private static Json number(double value) {
        return Double.isFinite(value) ? JsonNumber.of(rounded(value)) : JsonNull.NULL;
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%." + DIGITS + "g", value));
    }

    private static String shown(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return value >= 1000 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.3g", value);
    }
}
