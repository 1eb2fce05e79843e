package dev.sallyport.bench.soc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The machine's clock, at which every thread of the second plane stands still once it is told to. Thread-safe. */
final class Wedge implements InstantSource {
    /** How the second plane names its threads. */
    private static final String THREADS = "sallyport-soc";

    private static final int COUNT = 2;
    private static final long PATIENCE_MILLIS = 30_000;

    private final InstantSource machine = InstantSource.system();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch stuck = new CountDownLatch(COUNT);
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean wedged;

    @Override
    public Instant instant() {
        stand();
        return machine.instant();
    }

    private void stand() {
        if (wedged && Thread.currentThread().getName().startsWith(THREADS)) {
            waiting.incrementAndGet();
            stuck.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            waiting.decrementAndGet();
        }
    }

    /** Blocks them; answers whether both of them are. */
    boolean wedge() throws InterruptedException {
        wedged = true;
        return stuck.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many stand still at the moment. */
    int waiting() {
        return waiting.get();
    }

    /** Lets them go. */
    void end() {
        wedged = false;
        over.countDown();
    }
}
