package dev.sallyport.server.alarm;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.server.http.JsonText;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes events on; each that says that glass was broken is logged and paged as well. Never waits. Thread-safe. */
public final class GlassAlarm implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(GlassAlarm.class);

    private final EventSink next;
    private final Optional<Pager> pager;

    /** @param pager whom to page, if anybody */
    public GlassAlarm(EventSink next, Optional<Pager> pager) {
        this.next = next;
        this.pager = pager;
    }

    @Override
    public void emit(Event event) {
        next.emit(event);
        if (event.name() == EventName.BREAK_GLASS) {
            LOG.warn("glass was broken: receipt {}", event.receiptId());
            pager.ifPresent(p -> p.page(body(event)));
        }
    }

    static byte[] body(Event event) {
        JsonObject.Builder out = JsonObject.builder()
                .put("event", event.name().wire())
                .put("severity", "P1")
                .put("time", Instant.ofEpochMilli(event.timeMillis()).toString())
                .put("tenant", event.tenant().value())
                .put("receipt_id", event.receiptId());
        new TreeMap<>(event.fields()).forEach(out::put);
        return JsonText.bytes(out.build());
    }
}
