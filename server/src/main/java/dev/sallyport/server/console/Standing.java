package dev.sallyport.server.console;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.delivery.Delivery;
import dev.sallyport.gate.delivery.Revision;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.channel.DeliveryMeter;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how long it takes from holding an action until the console lists it, as the channel {@code console}: it reads the list itself,
 * as a page would, whenever an event says that something was held. What was held by another gateway on the same database, or before this one
 * started, is not counted. Thread-safe.
 */
public final class Standing implements AutoCloseable {
    /** What the console is called among the channels; no channel of a configuration may have this name. */
    public static final String CONSOLE = "console";

    /** What is held within this time is looked for together. */
    private static final long GATHER_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

    private final Waiting waiting;
    private final DeliveryMeter meter;
    private final InstantSource clock;
    private final long startedMillis;
    private final Set<TenantId> rung = ConcurrentHashMap.newKeySet();
    private final Semaphore bell = new Semaphore(0);
    // Owned by the thread: what was listed, and until when it can be again.
    private final Map<ApprovalId, Long> listed = new HashMap<>();
    private final Thread thread;

    /** Begins to measure. */
    public Standing(Waiting waiting, DeliveryMeter meter, InstantSource clock) {
        this.waiting = waiting;
        this.meter = meter;
        this.clock = clock;
        this.startedMillis = clock.millis();
        this.thread = Thread.ofVirtual().name("sallyport-console-standing").start(this::run);
    }

    /** Looks when that says that something was held. */
    public void heard(Event event) {
        if (event.name() == EventName.TOOL_HELD) {
            rung.add(event.tenant());
            bell.release();
        }
    }

    private void run() {
        while (true) {
            try {
                bell.acquire();
                round();
                TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                bell.drainPermits();
                round(); // of what rang meanwhile; nothing without it
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The thread's root: a list that could not be read is read again when something else is held.
                LOG.error("what the console lists could not be looked at", e);
            }
        }
    }

    private void round() {
        for (TenantId tenant : Set.copyOf(rung)) {
            rung.remove(tenant);
            waiting.of(tenant).forEach(this::see);
        }
        listed.values().removeIf(until -> until <= clock.millis());
    }

    private void see(Approval approval) {
        if (approval.createdMillis() >= startedMillis && listed.put(approval.id(), approval.expiresMillis()) == null) {
            Delivery.Key key = new Delivery.Key(approval.tenant(), approval.id(), CONSOLE, Revision.ASKED);
            meter.accepted(new Delivery(key, approval.createdMillis(), approval.expiresMillis()), clock.millis());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
