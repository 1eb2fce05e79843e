package dev.sallyport.govern.collector;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.govern.telemetry.CustomerId;
import dev.sallyport.govern.telemetry.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one customer's batches of a week add up to, for whoever runs the pilot: it knows its customers one by one, as nobody outside does. Counts alone.
 *
 * @param cohort as the collector has it
 * @param from the first day with a batch, UTC
 * @param days days with a batch
 * @param calls by tool
 * @param shields by name, all versions together
 */
public record CustomerWeek(
        CustomerId customer,
        String cohort,
        LocalDate from,
        int days,
        Map<String, Long> calls,
        Map<String, Figures> shields) {
    public CustomerWeek {
        calls = Map.copyOf(calls);
        shields = Map.copyOf(shields);
    }

    /**
     * What a shield did.
     *
     * @param verdicts events by verdict
     * @param flagged findings the customer called wrong; a finding flagged twice counts twice
     * @param p50 the worst median of any window, microseconds
     * @param p95 the worst 95th percentile of any window
     * @param p99 the worst 99th percentile of any window
     */
    public record Figures(Map<String, Long> verdicts, long flagged, long p50, long p95, long p99) {
        public Figures {
            verdicts = Map.copyOf(verdicts);
        }
    }

    /** Adds a customer's batches up. Not thread-safe. */
    static final class Adding {
        private static final class Row {
            private final SortedMap<String, Long> verdicts = new TreeMap<>();
            private long flagged;
            private long p50;
            private long p95;
            private long p99;
        }

        private final SortedSet<LocalDate> days = new TreeSet<>();
        private final SortedMap<String, Long> calls = new TreeMap<>();
        private final SortedMap<String, Row> rows = new TreeMap<>();

        void add(long window, JsonObject batch) {
            days.add(LocalDate.ofInstant(Instant.ofEpochMilli(new Window(window).startMillis()), ZoneOffset.UTC));
            each(
                    batch.get("calls"),
                    call -> calls.merge(
                            Deletions.text(call.get("tool")), Deletions.number(call.get("count")), Long::sum));
            each(
                    batch.get("events"),
                    event -> row(event)
                            .verdicts
                            .merge(
                                    Deletions.text(event.get("verdict")),
                                    Deletions.number(event.get("count")),
                                    Long::sum));
            each(batch.get("latency"), latency -> {
                Row row = row(latency);
                row.p50 = Math.max(row.p50, Deletions.number(latency.get("p50_us")));
                row.p95 = Math.max(row.p95, Deletions.number(latency.get("p95_us")));
                row.p99 = Math.max(row.p99, Deletions.number(latency.get("p99_us")));
            });
            each(batch.get("singles"), single -> {
                if (Deletions.text(single.get("reason")).equals("false_positive")) {
                    row(single).flagged++;
                }
            });
        }

        private Row row(JsonObject of) {
            String wire = Deletions.text(of.get("shield"));
            int at = wire.indexOf('@');
            return rows.computeIfAbsent(at < 0 ? wire : wire.substring(0, at), name -> new Row());
        }

        private static void each(@Nullable Json rows, Consumer<JsonObject> taker) {
            if (rows instanceof JsonArray array) {
                for (Json item : array.items()) {
                    if (item instanceof JsonObject object) {
                        taker.accept(object);
                    }
                }
            }
        }

        CustomerWeek of(CustomerId customer, String cohort) {
            SortedMap<String, Figures> figures = new TreeMap<>();
            rows.forEach((name, row) ->
                    figures.put(name, new Figures(row.verdicts, row.flagged, row.p50, row.p95, row.p99)));
            return new CustomerWeek(customer, cohort, days.first(), days.size(), calls, figures);
        }
    }
}
