package dev.sallyport.sdk;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Time and chance as a client sees them, so that tests need neither. Implementations are safe for use by several threads. */
public interface Timing {
    /** Nanoseconds from an arbitrary moment; only differences count. */
    long nanos();

    /** From 0 to below 1. */
    double chance();

    /** An id that nobody used before. */
    String id();

    /**
     * Waits.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    void sleep(Duration duration) throws InterruptedException;

    /** The machine's own. */
    static Timing system() {
        return new Timing() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public double chance() {
                return ThreadLocalRandom.current().nextDouble();
            }

            @Override
            public String id() {
                return UUID.randomUUID().toString();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
