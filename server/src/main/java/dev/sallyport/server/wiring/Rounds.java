package dev.sallyport.server.wiring;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again, on a virtual thread of its own, until it is closed. A round under way is let end: interrupting it could
 * meet a write.
 */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Begins; the first round comes after the first pause.
     *
     * @param trouble what the log says of a round that failed; the next one tries again
     */
    public Rounds(String name, long everyMillis, String trouble, Runnable round) {
        Thread.ofVirtual().name(name).start(() -> run(everyMillis, trouble, round));
    }

    private void run(long everyMillis, String trouble, Runnable round) {
        try {
            while (!closed.await(everyMillis, TimeUnit.MILLISECONDS)) {
                try {
                    round.run();
                } catch (RuntimeException e) {
                    // The thread's root: what could not be done now is done in the next round.
                    LOG.error("{}", trouble, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
