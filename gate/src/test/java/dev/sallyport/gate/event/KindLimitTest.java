package dev.sallyport.gate.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class KindLimitTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    private final AtomicLong nanos = new AtomicLong(-1_000_000_000L);
    private final KindLimit limit = new KindLimit(100, nanos::get); // ten in a tenth of a second

    private static Event event(EventName name, TenantId tenant, String receipt) {
        return new Event(name, tenant, 1, receipt, Map.of());
    }

    private int admitted(EventName name, TenantId tenant, String receipt, int offered) {
        int count = 0;
        for (int i = 0; i < offered; i++) {
            count += limit.admits(event(name, tenant, receipt)) ? 1 : 0;
        }
        return count;
    }

    @Test
    void what_is_beyond_the_limit_is_left_out_until_the_next_tenth_of_a_second() {
        assertEquals(10, admitted(EventName.AUTH_DENIED, ACME, "", 25));
        nanos.addAndGet(99_999_999L);
        assertEquals(0, admitted(EventName.AUTH_DENIED, ACME, "", 5));
        nanos.addAndGet(1);
        assertEquals(10, admitted(EventName.AUTH_DENIED, ACME, "", 12));
    }

    @Test
    void a_flood_of_one_kind_hides_no_other_kind_and_no_other_tenant() {
        assertEquals(10, admitted(EventName.AUTH_DENIED, ACME, "", 1_000));
        assertEquals(3, admitted(EventName.BREAK_GLASS, ACME, "", 3));
        assertEquals(3, admitted(EventName.AUTH_DENIED, OTHER, "", 3));
    }

    @Test
    void a_source_that_floods_hides_no_other_source() {
        int seen = 0;
        for (int slice = 0; slice < 100; slice++) {
            nanos.addAndGet(100_000_000L);
            for (int i = 0; i < 200; i++) {
                limit.admits(from("203.0.113.7"));
            }
            seen += limit.admits(from("198.51.100.9")) ? 1 : 0;
        }
        assertEquals(100, seen);
    }

    @Test
    void however_many_sources_there_are_what_is_let_in_is_bounded() {
        int seen = 0;
        for (int i = 0; i < 100_000; i++) {
            seen += limit.admits(from("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256)) ? 1 : 0;
        }
        assertEquals(640, seen);
    }

    private static Event from(String address) {
        return new Event(EventName.AUTH_DENIED, ACME, 1, "", Map.of("source.address", address));
    }

    @Test
    void what_a_receipt_attests_is_never_left_out() {
        assertEquals(1_000, admitted(EventName.TOOL_DENIED, ACME, "rcp_1", 1_000));
        assertEquals(List.of(), limit.omitted());
    }

    @Test
    void what_was_left_out_is_told_once_with_its_count() {
        admitted(EventName.RATE_LIMITED, OTHER, "", 11);
        admitted(EventName.RATE_LIMITED, ACME, "", 12);
        admitted(EventName.AUTH_DENIED, ACME, "", 13);
        assertEquals(
                List.of(
                        new KindLimit.Omitted(ACME, EventName.AUTH_DENIED, 3),
                        new KindLimit.Omitted(ACME, EventName.RATE_LIMITED, 2),
                        new KindLimit.Omitted(OTHER, EventName.RATE_LIMITED, 1)),
                limit.omitted());
        assertEquals(List.of(), limit.omitted());
    }

    @Test
    void of_many_emitters_each_event_is_let_in_or_counted() throws InterruptedException {
        int emitters = 4;
        int each = 10_000;
        AtomicLong in = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < emitters; t++) {
            threads.add(Thread.ofPlatform().start(() -> in.addAndGet(admitted(EventName.AUTH_DENIED, ACME, "", each))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(10, in.get());
        assertEquals(
                List.of(new KindLimit.Omitted(ACME, EventName.AUTH_DENIED, (long) emitters * each - 10)),
                limit.omitted());
    }

    @Test
    void a_limit_that_means_nothing_is_refused_with_what_is_one() {
        for (int wrong : new int[] {-1, 0, 9, 10_000_001}) {
            String said =
                    String.valueOf(assertThrows(IllegalArgumentException.class, () -> new KindLimit(wrong, nanos::get))
                            .getMessage());
            assertTrue(said.contains("10 to 10000000") && said.contains(Integer.toString(wrong)), said);
        }
        assertFalse(new KindLimit(10, nanos::get).omitted().iterator().hasNext());
    }
}
