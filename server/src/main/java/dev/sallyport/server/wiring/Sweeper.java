package dev.sallyport.server.wiring;

import dev.sallyport.gate.Gate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes approvals whose time ran out, again and again. */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final Thread thread;

    Sweeper(Gate gate, long everyMillis) {
        this.thread = Thread.ofVirtual().name("sallyport-sweeper").start(() -> run(gate, everyMillis));
    }

    private static void run(Gate gate, long everyMillis) {
        while (true) {
            try {
                Thread.sleep(everyMillis);
                gate.expire();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The thread's root: an approval that could not be closed now is closed on the next round.
                LOG.error("expired approvals could not be closed", e);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
