package dev.sallyport.sdk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only while somebody sleeps, and chance that is always one half. Safe for use by several threads. */
final class Ticks implements Timing {
    private final List<Duration> pauses = new ArrayList<>();
    private long nanos;
    private int ids;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public double chance() {
        return 0.5;
    }

    @Override
    public synchronized String id() {
        return "request-" + ++ids;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        nanos += duration.toNanos();
        pauses.add(duration);
    }

    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
