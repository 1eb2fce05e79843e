package dev.sallyport.soc.book;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.Alert;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often rules matched on the last days, and what they matched last; matches that are only recorded count too. Immutable.
 *
 * @param days the days that are counted, the oldest first, in UTC
 * @param perDay by rule, then by day; a day without a match is not there
 * @param newest by rule, the newest first, at most {@value #MOST_SHOWN}
 * @param whole whether everything of these days was read
 */
public record Hits(
        List<String> days,
        Map<String, SortedMap<String, Long>> perDay,
        Map<String, List<Alert>> newest,
        boolean whole) {
    /** How many matches of a rule are shown. */
    public static final int MOST_SHOWN = 20;

    /** How many matches are read; beyond that the oldest days are not whole. */
    public static final int MOST_READ = 5_000;

    private static final int PAGE = 500;

    public Hits {
        days = List.copyOf(days);
        perDay = Map.copyOf(perDay);
        newest = Map.copyOf(newest);
    }

    /** Those of so many days up to now. */
    public static Hits of(Book book, TenantId tenant, int days, long nowMillis) {
        LocalDate today = day(nowMillis);
        LocalDate first = today.minusDays(days - 1L);
        Map<String, SortedMap<String, Long>> perDay = new HashMap<>();
        Map<String, List<Alert>> newest = new HashMap<>();
        int read = 0;
        boolean inside = true;
        boolean more = true;
        while (inside && more && read < MOST_READ) {
            List<Alert> page = book.alerts(tenant, PAGE, read);
            for (Alert alert : page) {
                List<Alert> shown = newest.computeIfAbsent(alert.rule().id(), id -> new ArrayList<>());
                if (shown.size() < MOST_SHOWN) {
                    shown.add(alert);
                }
                inside = !day(alert.detectedMillis()).isBefore(first);
                if (inside) {
                    perDay.computeIfAbsent(alert.rule().id(), id -> new TreeMap<>())
                            .merge(day(alert.detectedMillis()).toString(), 1L, Long::sum);
                }
            }
            read += page.size();
            more = page.size() == PAGE;
        }
        List<String> all =
                first.datesUntil(today.plusDays(1)).map(LocalDate::toString).toList();
        return new Hits(all, perDay, newest, !inside || !more);
    }

    private static LocalDate day(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** How often that rule matched on each of the days, in their order. */
    public List<Long> of(String rule) {
        SortedMap<String, Long> counted = perDay.getOrDefault(rule, Collections.emptySortedMap());
        return days.stream().map(day -> counted.getOrDefault(day, 0L)).toList();
    }

    /** What that rule matched last. */
    public List<Alert> newest(String rule) {
        return newest.getOrDefault(rule, List.of());
    }
}
