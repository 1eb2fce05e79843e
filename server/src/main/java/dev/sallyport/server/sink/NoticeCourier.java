package dev.sallyport.server.sink;

import dev.sallyport.server.config.Destination;
import dev.sallyport.soc.outbox.Attempt;
import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.soc.outbox.Owed;
import dev.sallyport.soc.outbox.Settling;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is owed to one destination, one notice at a time and in order, no faster than the destination likes. Each has
 * its own thread, so that one that is slow or down takes nothing from the others.
 */
final class NoticeCourier implements AutoCloseable {
    /** Longer than any attempt: a few questions of ten seconds' silence each. */
    static final long LEASE_MILLIS = 180_000;

    private static final long IDLE_MILLIS = 500;
    private static final long LAST_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(NoticeCourier.class);

    /** What it works with. */
    record Parts(NoticeOutbox outbox, InstantSource clock, SecureRandom random, NoticeMeter meter) {}

    private final Destination destination;
    private final Attempting attempting;
    private final Parts parts;
    private final Settling settling;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;
    private long silentUntilMillis;
    private volatile boolean ending;

    NoticeCourier(Destination destination, Attempting attempting, Parts parts) {
        this.destination = destination;
        this.attempting = attempting;
        this.parts = parts;
        this.settling = new Settling(destination.patienceMillis());
        this.thread = Thread.ofVirtual()
                .name("sallyport-notices-" + destination.name())
                .start(this::run);
    }

    /** There may be something to deliver. */
    void wake() {
        bell.release();
    }

    private void run() {
        while (!ending) {
            try {
                bell.drainPermits();
                if (!round()) {
                    bell.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The thread's root: what could not be claimed or written down now is, on the next round.
                LOG.error("notices to `{}` can't go on for the moment", destination.name(), e);
                if (!paused()) {
                    return;
                }
            }
        }
    }

    private boolean paused() {
        try {
            bell.tryAcquire(1, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** @return whether there may be more right now */
    private boolean round() throws InterruptedException {
        long now = parts.clock().millis();
        if (now < silentUntilMillis) {
            return false;
        }
        Optional<Owed> claimed = parts.outbox().claim(destination.name(), now, LEASE_MILLIS);
        if (claimed.isEmpty()) {
            return false;
        }
        deliver(claimed.get(), now);
        if (destination.everyMillis() > 0) {
            TimeUnit.MILLISECONDS.sleep(destination.everyMillis());
        }
        return true;
    }

    private void deliver(Owed owed, long now) {
        Runnable creating =
                () -> parts.outbox().creating(owed.owing().key(), parts.clock().millis());
        var outcome = attempting.once(owed, now, creating);
        long then = parts.clock().millis();
        Attempt attempt = settling.of(owed, outcome, then, parts.random().nextDouble());
        parts.outbox().settle(attempt);
        parts.meter().ended(owed, attempt);
        if (attempt instanceof Attempt.Again again && again.why().contains("429")) {
            silentUntilMillis = again.dueMillis(); // it asked everybody to be slower, not only this notice
        }
    }

    @Override
    public void close() {
        // What is being told is told to its end: a claim that is cut off would wait out its lease.
        ending = true;
        bell.release();
        try {
            if (!thread.join(Duration.ofMillis(LAST_MILLIS))) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
