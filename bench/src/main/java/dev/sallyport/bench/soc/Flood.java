package dev.sallyport.bench.soc;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.identity.TenantId;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Events without receipts, so many a second, in slices of a few milliseconds. */
final class Flood {
    private static final long SLICE_NANOS = 5_000_000;
    private static final double NANOS = 1e9;

    private final EventSink to;
    private final InstantSource clock;
    private final double perSecond;
    private final Thread thread;
    private volatile boolean ending;
    private volatile long sent;

    Flood(EventSink to, InstantSource clock, double perSecond) {
        this.to = to;
        this.clock = clock;
        this.perSecond = perSecond;
        this.thread = Thread.ofPlatform().name("flood").daemon(true).start(this::run);
    }

    private void run() {
        long began = System.nanoTime();
        TenantId tenant = new TenantId("default");
        long told = 0;
        while (!ending) {
            long due = (long) ((System.nanoTime() - began) / NANOS * perSecond);
            long now = clock.millis();
            for (; told < due; told++) {
                to.emit(new Event(EventName.AUTH_DENIED, tenant, now, "", Map.of("auth.reason", "unknown_credential")));
            }
            sent = told;
            LockSupport.parkNanos(SLICE_NANOS);
        }
    }

    /** How many were emitted. */
    long sent() {
        return sent;
    }

    /** Ends it, and waits for its thread. */
    void end() throws InterruptedException {
        ending = true;
        thread.join();
    }
}
