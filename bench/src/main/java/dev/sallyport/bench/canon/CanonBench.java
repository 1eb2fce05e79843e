package dev.sallyport.bench.canon;

import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Times actions of 2 KB and 64 KB through reading, canonical form and hash, each alone and all together. The floor is
 * SHA-256 over the same canonical bytes: no hash of them can cost less. One thread; microseconds per action; throughput is
 * actions per second.
 */
public final class CanonBench {
    private static final int[] SIZES_KB = {2, 64};
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final int rounds;

    /** Holds a trace of every result, so that none can be optimised away. */
    private int sink;

    private CanonBench(int rounds) {
        this.rounds = rounds;
    }

    private record Timing(double p50, double p99, double throughput) {}

    /**
     * The rows of {@code bench canon}.
     *
     * @param quick fewer rounds, a few seconds in all
     */
    public static List<Map<String, Object>> run(boolean quick) {
        var bench = new CanonBench(quick ? 20_000 : 200_000);
        for (int kilobytes : SIZES_KB) {
            bench.measure("order", kilobytes, order(kilobytes));
            bench.measure("file", kilobytes, file(kilobytes));
        }
        if (bench.sink == 0) {
            throw new IllegalStateException("the benchmark did no work");
        }
        return bench.rows;
    }

    private void measure(String shape, int kilobytes, Action action) {
        int times = Math.max(2_000, rounds * 2 / kilobytes);
        JsonObject value = action.toJson();
        byte[] canonical = CanonicalForm.of(value, Scheme.SALLYPORT_JCS_2);
        MessageDigest sha256 = sha256();
        Timing floor = time(times, () -> sha256.digest(canonical)[0] | 1);
        String size = shape + " of " + kilobytes + " KB";
        row("sha-256 " + size, floor, floor);
        row("read " + size, time(times, () -> members(StrictJson.parse(canonical))), floor);
        row("canonical form " + size, time(times, () -> CanonicalForm.of(value, Scheme.SALLYPORT_JCS_2).length), floor);
        row("canonical form and hash " + size, time(times, () -> hash(value, Scheme.SALLYPORT_JCS_2)), floor);
        row("read, form and hash " + size, time(times, () -> hash(read(canonical), Scheme.SALLYPORT_JCS_2)), floor);
        row("read and both hashes " + size, time(times, () -> bothHashes(canonical)), floor);
    }

    private Timing time(int times, IntSupplier work) {
        for (int i = 0; i < times; i++) {
            sink |= work.getAsInt();
        }
        long[] nanos = new long[times];
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            sink |= work.getAsInt();
            nanos[i] = System.nanoTime() - start;
        }
        long all = System.nanoTime() - begun;
        Arrays.sort(nanos);
        return new Timing(
                nanos[times / 2] / NANOS_PER_MICRO,
                nanos[(int) (times * 0.99)] / NANOS_PER_MICRO,
                times * NANOS_PER_SECOND / all);
    }

    private void row(String name, Timing ours, Timing floor) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("bench", "canon");
        row.put("case", name);
        row.put("unit", "us");
        row.put("p50", ours.p50());
        row.put("p99", ours.p99());
        row.put("throughput", ours.throughput());
        row.put("floor", floor.throughput());
        row.put("peer", "none");
        row.put("ratio_floor", ours.throughput() / floor.throughput());
        row.put("ratio_peer", "none");
        rows.add(row);
    }

    /** A plausible call: a nested object of texts, prices, counts, flags and lists, filled up to the size. */
    private static Action order(int kilobytes) {
        List<Json> lines = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; bytes < kilobytes * 1024 - 200; i++) {
            JsonObject line = JsonObject.builder()
                    .put("sku", "part-" + (1000 + i * 37))
                    .put("quantity", 1 + i % 7)
                    .put("price", JsonNumber.of((995 + i * 110) / 100.0))
                    .put("note", "Left of the \u201cnorth\u201d gate,\nring twice " + i)
                    .put("urgent", i % 3 == 0)
                    .put("tags", JsonArray.of(new JsonString("field"), new JsonString("batch-" + i)))
                    .build();
            lines.add(line);
            bytes += CanonicalForm.of(line, Scheme.SALLYPORT_JCS_2).length + 1;
        }
        JsonObject parameters = JsonObject.builder()
                .put("customer", "C-20417")
                .put("currency", "EUR")
                .put("lines", new JsonArray(lines))
                .build();
        return new Action("warehouse", "create_order", "orders/2026/118", true, parameters);
    }

    /** The other plausible call: few members, one of them a long text with line ends. */
    private static Action file(int kilobytes) {
        String line = "the sally port has two doors and never opens both of them at once\n";
        JsonObject parameters = JsonObject.builder()
                .put("path", "/srv/notes/doors.txt")
                .put("content", line.repeat(kilobytes * 1024 / line.length()))
                .build();
        return new Action("filesystem", "write_file", "/srv/notes/doors.txt", true, parameters);
    }

    private static Json read(byte[] document) {
        return Action.fromJson((JsonObject) StrictJson.parse(document)).toJson();
    }

    private static int members(Json value) {
        return value instanceof JsonObject object ? object.members().size() : 0;
    }

    private static int hash(Json value, Scheme scheme) {
        return ActionHash.of(value, scheme).hex().charAt(0);
    }

    private static int bothHashes(byte[] document) {
        Json value = read(document);
        return hash(value, Scheme.SALLYPORT_JCS_2) | hash(value, Scheme.AEGIS_JCS_1);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
