package dev.sallyport.server.alarm;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes events on; each that says that somebody went past the gateway is logged, and paged once an hour for each way and whoever it was
 * found at, because agents can cause them. Never waits. Thread-safe.
 */
public final class BypassAlarm implements EventSink {
    /** How long the same is not paged again. */
    public static final long REMINDER_MILLIS = 3_600_000;

    private static final int MOST_REMEMBERED = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(BypassAlarm.class);

    private final EventSink next;
    private final Optional<Pager> pager;
    // Guarded by itself: when each was paged.
    private final Map<String, Long> paged = new HashMap<>();

    /** @param pager whom to page, if anybody */
    public BypassAlarm(EventSink next, Optional<Pager> pager) {
        this.next = next;
        this.pager = pager;
    }

    @Override
    public void emit(Event event) {
        next.emit(event);
        if (event.name() == EventName.SDK_BYPASS) {
            String what = what(event);
            LOG.warn("somebody went past the gateway: {}", what);
            pager.filter(p -> isDue(what, event.timeMillis())).ifPresent(p -> p.page(GlassAlarm.body(event)));
        }
    }

    /** Names from closed sets and ids that were checked: nothing a log line could break on. */
    private static String what(Event event) {
        Map<String, String> fields = event.fields();
        return event.tenant().value() + " " + fields.getOrDefault("bypass.kind", "") + " "
                + fields.getOrDefault("bypass.reason", "") + " "
                + fields.getOrDefault("service.name", fields.getOrDefault("agent.id", ""));
    }

    private boolean isDue(String what, long now) {
        synchronized (paged) {
            if (paged.size() >= MOST_REMEMBERED) {
                paged.clear();
            }
            Long before = paged.get(what);
            boolean due = before == null || now - before >= REMINDER_MILLIS;
            if (due) {
                paged.put(what, now);
            }
            return due;
        }
    }
}
