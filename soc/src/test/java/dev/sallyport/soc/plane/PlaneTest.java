package dev.sallyport.soc.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Entry;
import dev.sallyport.soc.book.MemoryBook;
import dev.sallyport.soc.detect.Detector;
import dev.sallyport.soc.detect.Match;
import dev.sallyport.soc.event.Seen;
import dev.sallyport.soc.incident.Incident;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PlaneTest {
    private static final String STORM = "Many refused actions of one agent";
    private static final String UNKNOWN_TOOL = "A tool that nobody accepted";

    private static void storm(Rig rig, int from, int to) {
        for (int i = from; i < to; i++) {
            rig.denied("agt_1", "policy_forbids");
        }
    }

    @Test
    void a_storm_of_refusals_is_one_alert_in_one_incident_that_names_its_receipts() {
        Rig rig = new Rig();
        try (Plane plane = rig.start()) {
            storm(rig, 0, 12);
            Rig.until(() -> !rig.alerts(STORM).isEmpty());
            assertTrue(plane.leads());
        }
        assertEquals(1, rig.alerts(STORM).size());
        Alert alert = rig.alerts(STORM).getFirst();
        assertEquals(Optional.of("agt_1"), alert.about().agent());
        assertEquals(10, alert.receipts().size());
        Incident incident =
                rig.book.incident(Rig.ACME, alert.incident().orElseThrow()).orElseThrow();
        assertTrue(incident.sentence().startsWith("Agent agt_1: " + STORM), incident::sentence);
        assertTrue(incident.radius().agents().contains("agt_1"));
    }

    @Test
    void what_was_dropped_on_the_bus_is_read_from_the_ledger_and_detected_all_the_same() {
        Rig rig = new Rig();
        try (Plane plane = rig.start()) {
            for (int i = 0; i < 12; i++) {
                rig.denied("agt_1", "policy_forbids", false);
            }
            Rig.until(() -> !rig.alerts(STORM).isEmpty());
            assertTrue(plane.leads());
        }
        assertEquals(1, rig.alerts(STORM).size());
    }

    @Test
    void an_attack_that_spans_a_restart_is_detected_once() {
        Rig rig = new Rig();
        try (Plane plane = rig.start()) {
            storm(rig, 0, 6);
            Rig.until(() -> plane.leads() && rig.journal.receiptCount(Rig.ACME) == 6);
        }
        try (Plane plane = rig.start()) {
            storm(rig, 6, 12);
            Rig.until(() -> !rig.alerts(STORM).isEmpty());
            assertTrue(plane.leads());
        }
        try (Plane plane = rig.start()) {
            rig.denied("agt_2", "tool_unknown");
            Rig.until(() -> !rig.alerts(UNKNOWN_TOOL).isEmpty());
            assertTrue(plane.leads());
        }
        assertEquals(1, rig.alerts(STORM).size());
    }

    /** A process that is killed writes nothing any more: neither its mark nor anything else. */
    @Test
    void an_attack_that_spans_a_kill_is_detected_once_also_if_it_was_told_before() {
        for (int killedAfter : new int[] {3, 9, 11}) {
            Rig rig = new Rig();
            AtomicBoolean killed = new AtomicBoolean();
            Plane plane = rig.start(Rig.rules(), mortal(rig.book, killed));
            storm(rig, 0, killedAfter);
            int told = killedAfter >= 10 ? 1 : 0;
            Rig.until(() -> plane.leads() && rig.alerts(STORM).size() == told);
            killed.set(true);
            plane.close();
            try (Plane next = rig.start()) {
                storm(rig, killedAfter, 12);
                rig.denied("agt_2", "tool_unknown");
                Rig.until(() -> !rig.alerts(UNKNOWN_TOOL).isEmpty());
                assertTrue(next.leads());
            }
            assertEquals(1, rig.alerts(STORM).size(), "killed after " + killedAfter);
            assertEquals(
                    1,
                    rig.book.incidents(Rig.ACME, false, 100, 0).stream()
                            .filter(i -> i.radius().agents().contains("agt_1"))
                            .count());
        }
    }

    private static Book mortal(Book book, AtomicBoolean killed) {
        return (Book) Proxy.newProxyInstance(
                Book.class.getClassLoader(), new Class<?>[] {Book.class}, (self, method, args) -> {
                    boolean marks = method.getName().equals("keep")
                            && ((Entry) args[1]).mark().isPresent();
                    if (killed.get() || marks) {
                        return method.getReturnType() == boolean.class ? true : method.invoke(book, args);
                    }
                    return method.invoke(book, args);
                });
    }

    @Test
    void a_plane_that_ends_hands_the_lead_on_at_once_and_one_that_waits_takes_it() {
        Rig rig = new Rig();
        rig.start().close();
        assertTrue(rig.book.lead("another", rig.clock.millis(), rig.clock.millis() + 1));
    }

    @Test
    void an_event_that_its_receipt_does_not_bear_out_is_an_alert_and_nothing_else() {
        Rig rig = new Rig();
        try (Plane plane = rig.start()) {
            String receipt = rig.denied("agt_1", "policy_forbids");
            rig.bus.emit(new Event(EventName.TOOL_DENIED, Rig.ACME, 1, "rcp_none", Map.of()));
            rig.bus.emit(new Event(EventName.TOOL_ALLOWED, Rig.ACME, 2, receipt, Map.of()));
            rig.bus.emit(new Event(EventName.TOOL_DENIED, Rig.ACME, 3, receipt, Map.of("agent.id", "agt_9")));
            Rig.until(() ->
                    rig.alerts("An event contradicts the receipt it names").size() == 3);
            assertTrue(plane.leads());
        }
        assertEquals(3, rig.book.alerts(Rig.ACME, 100, 0).size());
    }

    @Test
    void replayed_events_without_a_receipt_are_detected_too() {
        Rig rig = new Rig();
        try (Plane plane = rig.start()) {
            rig.bus.emit(new Event(EventName.REPLAY_ATTEMPT, Rig.ACME, 1, "", Map.of("agent.id", "agt_1")));
            Rig.until(() ->
                    rig.alerts("A nonce, request or answer came a second time").size() == 1);
            assertTrue(plane.leads());
        }
    }

    @Test
    void what_came_while_the_book_could_not_be_written_is_told_once_it_can() {
        AtomicBoolean full = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        MemoryBook kept = new MemoryBook();
        Book book = (Book) Proxy.newProxyInstance(
                Book.class.getClassLoader(), new Class<?>[] {Book.class}, (proxy, method, arguments) -> {
                    if (full.get()
                            && (method.getName().equals("keep")
                                    || method.getName().equals("lead"))) {
                        refused.incrementAndGet();
                        throw new IllegalStateException("the disk is full");
                    }
                    return method.invoke(kept, arguments);
                });
        Rig rig = new Rig(book);
        try (Plane plane = rig.start()) {
            Rig.until(plane::leads);
            full.set(true);
            for (int i = 0; i < 5; i++) {
                rig.bus.emit(new Event(EventName.REPLAY_ATTEMPT, Rig.ACME, i, "", Map.of("agent.id", "agt_" + i)));
            }
            Rig.until(() -> refused.get() > 3);
            full.set(false);
            Rig.until(() ->
                    rig.alerts("A nonce, request or answer came a second time").size() == 5);
            assertEquals(0, rig.bus.dropped());
        }
    }

    @Test
    void a_detector_that_hangs_makes_the_bus_drop_and_nobody_wait() {
        Rig rig = new Rig();
        CountDownLatch hangs = new CountDownLatch(1);
        Detector stuck = new Detector() {
            @Override
            public List<Match> take(Seen event) {
                try {
                    hangs.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return List.of();
            }

            @Override
            public List<Match> advance(long watermarkMillis) {
                return List.of();
            }

            @Override
            public byte[] snapshot() {
                return new byte[0];
            }
        };
        Detector.Factory factory = new Detector.Factory() {
            @Override
            public Detector fresh(TenantId tenant) {
                return stuck;
            }

            @Override
            public Detector restored(TenantId tenant, byte[] snapshot) {
                return stuck;
            }
        };
        Plane plane = rig.start(factory, rig.book);
        for (int i = 0; i < 50_000; i++) {
            rig.bus.emit(new Event(EventName.AUTH_DENIED, Rig.ACME, i, "", Map.of()));
        }
        assertTrue(rig.bus.dropped() > 0, "50000 events fit into 4096 places");
        hangs.countDown();
        plane.close();
    }
}
