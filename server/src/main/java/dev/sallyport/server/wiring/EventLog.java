package dev.sallyport.server.wiring;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventQueue;
import dev.sallyport.server.http.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one reader of the event queue: writes audit events as JSON lines, and says so when some were dropped. */
final class EventLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
    private static final long PATIENCE_MILLIS = 2_000;

    private final EventQueue queue;
    private final Logger audit;
    private final Thread reader;
    private long droppedBefore;

    EventLog(EventQueue queue, Logger audit) {
        this.queue = queue;
        this.audit = audit;
        this.reader = Thread.ofPlatform().name("sallyport-events").daemon(true).start(this::run);
    }

    private void run() {
        try {
            while (true) {
                List<Event> batch = new ArrayList<>();
                batch.add(queue.take());
                queue.drainTo(batch);
                write(batch);
            }
        } catch (InterruptedException e) {
            List<Event> rest = new ArrayList<>();
            queue.drainTo(rest);
            write(rest);
        }
    }

    /** One call of the logger for the whole batch, so that one flush serves it. */
    private void write(List<Event> batch) {
        if (!batch.isEmpty()) {
            StringBuilder lines = new StringBuilder(batch.size() * 256);
            for (Event event : batch) {
                lines.append(lines.isEmpty() ? "" : "\n").append(line(event));
            }
            audit.info("{}", lines);
        }
        long dropped = queue.dropped();
        if (dropped > droppedBefore) {
            LOG.warn("{} audit events were dropped; the ledger still has every decision", dropped - droppedBefore);
            droppedBefore = dropped;
        }
    }

    static String line(Event event) {
        JsonObject.Builder out = JsonObject.builder()
                .put("time", Instant.ofEpochMilli(event.timeMillis()).toString())
                .put("event", event.name().wire())
                .put("tenant", event.tenant().value());
        if (!event.receiptId().isEmpty()) {
            out.put("receipt.id", event.receiptId());
        }
        new TreeMap<>(event.fields()).forEach(out::put);
        return new String(JsonText.bytes(out.build()), StandardCharsets.UTF_8);
    }

    /** Writes what waits and stops. */
    @Override
    public void close() {
        reader.interrupt();
        try {
            reader.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
