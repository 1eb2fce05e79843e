package dev.sallyport.server.alarm;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.server.http.JsonText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a history does not hold: each time as an event of severity P1 and an error in the log, to the pager when the
 * fault is new and again every hour while it lasts. Thread-safe; never waits.
 */
public final class LedgerAlarm {
    /** How long a fault that was paged is not paged again. */
    public static final long REMINDER_MILLIS = 3_600_000;

    private static final Logger LOG = LoggerFactory.getLogger(LedgerAlarm.class);
    private static final int MOST_REMEMBERED = 10_000;

    private final EventSink events;
    private final InstantSource clock;
    private final Optional<Pager> pager;
    // Guarded by itself: when each fault was paged.
    private final Map<String, Long> paged = new HashMap<>();

    /** @param pager whom to page, if anybody */
    public LedgerAlarm(EventSink events, InstantSource clock, Optional<Pager> pager) {
        this.events = events;
        this.clock = clock;
        this.pager = pager;
    }

    /** A history does not hold. */
    public void raise(LedgerFault fault) {
        long now = clock.millis();
        LOG.error("the log {} does not verify: {}: {}", fault.log(), fault.code(), fault.message());
        events.emit(new Event(
                EventName.LEDGER_VERIFICATION_FAILED,
                fault.tenant(),
                now,
                "",
                Map.of("severity", "P1", "log", fault.log(), "fault", fault.code())));
        if (pager.isPresent() && isDue(fault, now)) {
            pager.get().page(body(fault, now));
        }
    }

    /** Nobody elsewhere has seen the newest history for too long. */
    public void stale(TenantOfInstall install, long ageMillis) {
        LOG.error("the newest anchor of {} is {} s old", install.log(), ageMillis / 1000);
        events.emit(new Event(
                EventName.ANCHOR_STALE,
                install.tenant(),
                clock.millis(),
                "",
                Map.of("severity", "P2", "log", install.log(), "age_seconds", Long.toString(ageMillis / 1000))));
    }

    /**
     * The install log, and the tenant whose name its events carry.
     *
     * @param log its origin
     */
    public record TenantOfInstall(dev.sallyport.gate.identity.TenantId tenant, String log) {}

    private boolean isDue(LedgerFault fault, long now) {
        synchronized (paged) {
            if (paged.size() >= MOST_REMEMBERED) {
                paged.clear();
            }
            Long before = paged.get(fault.log() + " " + fault.code());
            boolean due = before == null || now - before >= REMINDER_MILLIS;
            if (due) {
                paged.put(fault.log() + " " + fault.code(), now);
            }
            return due;
        }
    }

    private static byte[] body(LedgerFault fault, long now) {
        return JsonText.bytes(JsonObject.builder()
                .put("event", EventName.LEDGER_VERIFICATION_FAILED.wire())
                .put("severity", "P1")
                .put("time", Instant.ofEpochMilli(now).toString())
                .put("tenant", fault.tenant().value())
                .put("log", fault.log())
                .put("fault", fault.code())
                .put("message", fault.message())
                .build());
    }
}
