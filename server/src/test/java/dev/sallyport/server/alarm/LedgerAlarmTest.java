package dev.sallyport.server.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.http.HttpServer;
import dev.sallyport.server.http.Listen;
import dev.sallyport.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fault is an event each time, and a page once until it is taken. */
@Timeout(60)
class LedgerAlarmTest {
    private static final LedgerFault FAULT = LedgerFault.shorter(new TenantId("acme"), "gate.test/acme", 3, 5);

    private final BlockingQueue<String> pages = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final ManualClock clock = new ManualClock();

    @SuppressWarnings("NullAway.Init")
    private HttpServer phone;

    @SuppressWarnings("NullAway.Init")
    private Pager pager;

    @SuppressWarnings("NullAway.Init")
    private LedgerAlarm alarm;

    @BeforeEach
    void start() throws IOException {
        phone = HttpServer.start(new Listen("127.0.0.1", 0, 30_000, 16_384, Optional.empty()), new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                try (var in = Content.Source.asInputStream(request)) {
                    String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    boolean refused = refusals.getAndDecrement() > 0;
                    response.setStatus(refused ? 503 : 204);
                    pages.add((refused ? "refused " : "") + body);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                callback.succeeded();
                return true;
            }
        });
        pager = new Pager(phone.url().resolve("/hook"), 1);
        alarm = new LedgerAlarm(events::add, clock, Optional.of(pager));
    }

    @AfterEach
    void stop() {
        pager.close();
        phone.close();
    }

    @Test
    void a_fault_is_paged_until_it_is_taken() throws InterruptedException {
        refusals.set(3);
        alarm.raise(FAULT);
        for (int i = 0; i < 3; i++) {
            assertTrue(next().startsWith("refused {\"event\":\"ledger.verification_failed\""));
        }
        String taken = next();
        assertTrue(taken.contains("\"severity\":\"P1\""), taken);
        assertTrue(taken.contains("\"fault\":\"history_shorter_than_anchor\""), taken);
        assertTrue(taken.contains("\"tenant\":\"acme\""), taken);
        assertEquals(EventName.LEDGER_VERIFICATION_FAILED, events.getFirst().name());
        assertEquals("P1", events.getFirst().fields().get("severity"));
    }

    @Test
    void a_fault_that_lasts_is_an_event_each_time_and_a_page_once_an_hour() throws InterruptedException {
        alarm.raise(FAULT);
        alarm.raise(FAULT);
        alarm.raise(LedgerFault.deleted(new TenantId("acme"), "gate.test/acme", 5));
        assertTrue(next().contains("history_shorter_than_anchor"));
        assertTrue(next().contains("chain_deleted"));
        clock.advanceMillis(LedgerAlarm.REMINDER_MILLIS);
        alarm.raise(FAULT);
        assertTrue(next().contains("history_shorter_than_anchor"));
        assertEquals(4, events.size());
        assertNull(pages.poll());
    }

    private String next() throws InterruptedException {
        String page = pages.poll(30, TimeUnit.SECONDS);
        assertNotNull(page, "no page came");
        return String.valueOf(page);
    }
}
