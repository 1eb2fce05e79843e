package dev.sallyport.soc.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.About;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.detect.RuleRef;
import dev.sallyport.soc.detect.Severity;
import dev.sallyport.soc.detect.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often rules matched on the last days. */
class HitsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final long NOON = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000;

    private final MemoryBook book = new MemoryBook();

    private void matched(TenantId tenant, String id, String rule, long millis) {
        RuleRef ref = new RuleRef(rule, rule, "d", "", Severity.LOW, Stage.LOG_ONLY, "f", List.of());
        About about = new About(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        book.keep(
                tenant,
                new Entry(
                        List.of(new Alert(
                                id, tenant, ref, 1, millis, millis, millis, about, List.of(), Optional.empty(), false)),
                        List.of(),
                        List.of(),
                        Optional.empty()));
    }

    @Test
    void matches_are_counted_by_rule_and_day_up_to_today_and_no_day_is_left_out() {
        matched(ACME, "a1", "one", NOON);
        matched(ACME, "a2", "one", NOON - 60_000);
        matched(ACME, "a3", "two", NOON);
        matched(ACME, "a4", "one", NOON - 2 * DAY);
        Hits hits = Hits.of(book, ACME, 3, NOON);
        assertEquals(List.of("2026-11-20", "2026-11-21", "2026-11-22"), hits.days());
        assertEquals(List.of(1L, 0L, 2L), hits.of("one"));
        assertEquals(List.of(0L, 0L, 1L), hits.of("two"));
        assertEquals(List.of(0L, 0L, 0L), hits.of("nobody"));
        assertTrue(hits.whole());
    }

    @Test
    void what_is_older_is_shown_and_not_counted_and_another_tenants_is_neither() {
        matched(ACME, "a1", "one", NOON - 5 * DAY);
        matched(new TenantId("other"), "b1", "one", NOON);
        Hits hits = Hits.of(book, ACME, 3, NOON);
        assertEquals(List.of(0L, 0L, 0L), hits.of("one"));
        assertEquals(List.of("a1"), hits.newest("one").stream().map(Alert::id).toList());
    }

    @Test
    void of_many_the_newest_are_shown_and_more_than_are_read_is_said() {
        IntStream.range(0, Hits.MOST_READ + 1).forEach(i -> matched(ACME, "a" + i, "one", NOON - i));
        Hits hits = Hits.of(book, ACME, 3, NOON);
        assertEquals(Hits.MOST_SHOWN, hits.newest("one").size());
        assertEquals("a0", hits.newest("one").getFirst().id());
        assertEquals(Hits.MOST_READ, hits.of("one").getLast());
        assertFalse(hits.whole());
    }
}
