package dev.sallyport.soc.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.KindLimit;
import dev.sallyport.gate.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class BusTest {
    private static Event event(long time) {
        return new Event(EventName.TOOL_DENIED, new TenantId("acme"), time, "rcp_1", Map.of());
    }

    @Test
    void a_flood_of_what_has_no_receipt_is_let_in_as_a_brook_and_the_rest_counted() {
        Bus bus = new Bus(1 << 10, new KindLimit(50, () -> 0));
        Event stranger = new Event(EventName.AUTH_DENIED, new TenantId("acme"), 1, "", Map.of());
        for (int i = 0; i < 100; i++) {
            bus.emit(stranger);
        }
        bus.emit(event(2));
        List<Event> out = new ArrayList<>();
        assertEquals(6, bus.drainTo(out, 1_000));
        assertEquals(event(2), out.getLast());
        assertEquals(95, bus.dropped());
    }

    @Test
    void events_come_out_in_the_order_in_which_they_went_in() {
        Bus bus = new Bus(8);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 6; i++) {
                bus.emit(event(i));
            }
            List<Event> out = new ArrayList<>();
            assertEquals(6, bus.drainTo(out, 100));
            assertEquals(
                    List.of(0L, 1L, 2L, 3L, 4L, 5L),
                    out.stream().map(Event::timeMillis).toList());
        }
        assertEquals(0, bus.dropped());
    }

    @Test
    void what_finds_no_room_is_dropped_and_counted_and_the_bus_goes_on() {
        Bus bus = new Bus(4);
        for (int i = 0; i < 10; i++) {
            bus.emit(event(i));
        }
        assertEquals(6, bus.dropped());
        List<Event> out = new ArrayList<>();
        bus.drainTo(out, 2);
        bus.emit(event(10));
        bus.drainTo(out, 100);
        assertEquals(
                List.of(0L, 1L, 2L, 3L, 10L),
                out.stream().map(Event::timeMillis).toList());
    }

    @Test
    void of_many_emitters_every_event_comes_once_or_is_counted_as_dropped() throws InterruptedException {
        int emitters = 4;
        int each = 20_000;
        Bus bus = new Bus(1 << 10);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < emitters; t++) {
            long base = (long) t * each;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    bus.emit(event(base + i));
                }
            }));
        }
        List<Event> out = new ArrayList<>();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            bus.drainTo(out, 1 << 12);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        bus.drainTo(out, 1 << 12);
        assertEquals(out.size(), out.stream().map(Event::timeMillis).distinct().count());
        assertEquals((long) emitters * each, out.size() + bus.dropped());
    }
}
