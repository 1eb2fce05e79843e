package dev.sallyport.govern.telemetry;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was counted in a stretch of time, a window or a week. Keys are words of the schema and nothing else. Not thread-safe. */
final class Counts {
    private static final int MOST_KEYS = 512;
    private static final String SEPARATOR = " ";
    private static final double HALF = 50;
    private static final double MOST = 95;
    private static final double NEARLY_ALL = 99;

    private final SortedMap<String, Long> calls = new TreeMap<>();
    private final SortedMap<String, Long> events = new TreeMap<>();
    private final SortedMap<String, Long> falsePositives = new TreeMap<>();
    private final SortedMap<String, Latencies> latencies = new TreeMap<>();
    private final List<JsonObject> singles = new ArrayList<>();
    private long novel;
    private long lost;

    void call(String tool) {
        add(calls, tool);
    }

    /** An event; a category only where it is told apart. */
    void event(String... words) {
        add(events, String.join(SEPARATOR, words));
    }

    void falsePositive(String shield) {
        add(falsePositives, shield);
    }

    void novel() {
        novel++;
    }

    void latency(String shield, long micros) {
        if (latencies.containsKey(shield) || latencies.size() < Schema.MOST_SINGLES) {
            latencies.computeIfAbsent(shield, s -> new Latencies()).add(micros);
        } else {
            lost++;
        }
    }

    void single(JsonObject single) {
        if (singles.size() < Schema.MOST_SINGLES) {
            singles.add(single);
        } else {
            lost++;
        }
    }

    private void add(SortedMap<String, Long> counts, String key) {
        if (counts.containsKey(key) || counts.size() < MOST_KEYS) {
            counts.merge(key, 1L, Long::sum);
        } else {
            lost++;
        }
    }

    /** What there was no room for. */
    long lost() {
        return lost;
    }

    boolean isEmpty() {
        return calls.isEmpty()
                && events.isEmpty()
                && latencies.isEmpty()
                && singles.isEmpty()
                && falsePositives.isEmpty();
    }

    JsonArray calls() {
        return rows(calls, "tool");
    }

    JsonArray events() {
        return rows(events, "shield", "verdict", "category");
    }

    /** The week's events, whose keys hold no category. */
    JsonArray weekEvents() {
        return rows(events, "shield", "verdict");
    }

    JsonArray falsePositives() {
        return rows(falsePositives, "shield");
    }

    long novelCount() {
        return novel;
    }

    JsonArray latency() {
        List<JsonObject> rows = new ArrayList<>();
        latencies.forEach((shield, all) -> rows.add(JsonObject.builder()
                .put("shield", shield)
                .put("count", all.total())
                .put("p50_us", all.percentile(HALF))
                .put("p95_us", all.percentile(MOST))
                .put("p99_us", all.percentile(NEARLY_ALL))
                .build()));
        return ordered(rows, "shield");
    }

    JsonArray singles() {
        return ordered(singles);
    }

    private static JsonArray rows(SortedMap<String, Long> counts, String... names) {
        List<JsonObject> rows = new ArrayList<>();
        counts.forEach((key, count) -> {
            String[] words = key.split(SEPARATOR, -1);
            JsonObject.Builder row = JsonObject.builder();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], words[i]);
            }
            rows.add(row.put("count", count).build());
        });
        return ordered(rows, names);
    }

    /** In the order that the schema asks for: of the bytes of the rows, or of those of their texts alone. */
    private static JsonArray ordered(List<JsonObject> rows, String... texts) {
        Comparator<JsonObject> order = Comparator.comparing(row -> text(row, texts));
        return new JsonArray(rows.stream().sorted(order).<Json>map(r -> r).toList());
    }

    /** All of it is ASCII, so that the order of characters is that of bytes. */
    private static String text(JsonObject row, String... texts) {
        JsonObject.Builder key = JsonObject.builder();
        for (String name : texts) {
            key.put(name, word(row.get(name)));
        }
        return new String(
                CanonicalForm.of(texts.length == 0 ? row : key.build(), Scheme.SALLYPORT_JCS_2),
                StandardCharsets.UTF_8);
    }

    private static String word(@Nullable Json value) {
        return value instanceof JsonString s ? s.value() : "";
    }

    /** All of it, for the local state; never sent. */
    JsonObject kept() {
        JsonObject.Builder waits = JsonObject.builder();
        latencies.forEach((shield, all) -> waits.put(shield, all.kept()));
        return JsonObject.builder()
                .put("calls", kept(calls))
                .put("events", kept(events))
                .put("false_positives", kept(falsePositives))
                .put("latencies", waits.build())
                .put("singles", new JsonArray(List.copyOf(singles)))
                .put("novel", novel)
                .build();
    }

    private static JsonObject kept(Map<String, Long> counts) {
        JsonObject.Builder out = JsonObject.builder();
        counts.forEach(out::put);
        return out.build();
    }

    /** Reads what {@link #kept} wrote. What comes out of it is checked like everything else before it leaves. */
    static Counts of(JsonObject kept) {
        Counts out = new Counts();
        read(kept.get("calls"), out.calls);
        read(kept.get("events"), out.events);
        read(kept.get("false_positives"), out.falsePositives);
        if (kept.get("latencies") instanceof JsonObject waits) {
            waits.members().forEach((shield, all) -> out.latencies.put(shield, Latencies.of(all)));
        }
        if (kept.get("singles") instanceof JsonArray rows) {
            rows.items().forEach(row -> {
                if (row instanceof JsonObject single) {
                    out.singles.add(single);
                }
            });
        }
        out.novel = kept.get("novel") instanceof JsonNumber n ? (long) n.value() : 0;
        return out;
    }

    private static void read(@Nullable Json kept, Map<String, Long> into) {
        if (kept instanceof JsonObject counts) {
            counts.members().forEach((key, count) -> {
                if (count instanceof JsonNumber n) {
                    into.put(key, (long) n.value());
                }
            });
        }
    }
}
