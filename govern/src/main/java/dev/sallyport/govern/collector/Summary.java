package dev.sallyport.govern.collector;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.govern.telemetry.CustomerId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A week added up by shield and cohort: events by verdict, findings flagged as wrong, new patterns, the worst latency of any window. A row to which
 * fewer than {@value #LEAST_CUSTOMERS} customers contributed holds no figures, because those would be somebody's. Not thread-safe.
 */
final class Summary {
    /** From so many customers on nobody's part can be told. */
    static final int LEAST_CUSTOMERS = 3;

    private static final int DECIMALS = 10_000;

    private record Key(String cohort, String shield) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int by = cohort.compareTo(other.cohort);
            return by != 0 ? by : shield.compareTo(other.shield);
        }
    }

    private static final class Row {
        private final Set<CustomerId> customers = new HashSet<>();
        private final SortedMap<String, Long> verdicts = new TreeMap<>();
        private long falsePositives;
        private long novel;
        private long worstP99;
    }

    private final String week;
    private final SortedMap<Key, Row> rows = new TreeMap<>();

    Summary(String week) {
        this.week = week;
    }

    /** Adds a batch of that customer. */
    void add(CustomerId customer, String cohort, JsonObject batch) {
        each(batch.get("events"), event -> {
            Row row = row(cohort, event, customer);
            row.verdicts.merge(Deletions.text(event.get("verdict")), Deletions.number(event.get("count")), Long::sum);
        });
        each(batch.get("latency"), latency -> {
            Row row = row(cohort, latency, customer);
            row.worstP99 = Math.max(row.worstP99, Deletions.number(latency.get("p99_us")));
        });
        each(batch.get("singles"), single -> {
            Row row = row(cohort, single, customer);
            if (Deletions.text(single.get("reason")).equals("false_positive")) {
                row.falsePositives++;
            } else {
                row.novel++;
            }
        });
    }

    private Row row(String cohort, JsonObject of, CustomerId customer) {
        Row row = rows.computeIfAbsent(new Key(cohort, Deletions.text(of.get("shield"))), k -> new Row());
        row.customers.add(customer);
        return row;
    }

    private static void each(@Nullable Json rows, java.util.function.Consumer<JsonObject> taker) {
        if (rows instanceof JsonArray array) {
            array.items().forEach(item -> {
                if (item instanceof JsonObject object) {
                    taker.accept(object);
                }
            });
        }
    }

    /** What stays when the batches are gone. */
    JsonObject form() {
        List<Json> out = new ArrayList<>();
        for (Map.Entry<Key, Row> entry : rows.entrySet()) {
            JsonObject.Builder row = JsonObject.builder()
                    .put("cohort", entry.getKey().cohort())
                    .put("shield", entry.getKey().shield());
            figures(row, entry.getValue());
            out.add(row.build());
        }
        return JsonObject.builder()
                .put("week", week)
                .put("rows", new JsonArray(out))
                .build();
    }

    private static void figures(JsonObject.Builder out, Row row) {
        if (row.customers.size() < LEAST_CUSTOMERS) {
            out.put("withheld", true);
            return;
        }
        JsonObject.Builder verdicts = JsonObject.builder();
        row.verdicts.forEach(verdicts::put);
        long events = row.verdicts.values().stream().mapToLong(Long::longValue).sum();
        out.put("customers", row.customers.size())
                .put("events", events)
                .put("verdicts", verdicts.build())
                .put("false_positives", row.falsePositives)
                .put("novel", row.novel)
                .put("worst_p99_us", row.worstP99);
        if (events > 0) {
            double rate = (double) row.falsePositives / events;
            out.put("false_positive_rate", JsonNumber.of(Math.rint(rate * DECIMALS) / DECIMALS));
        }
    }
}
