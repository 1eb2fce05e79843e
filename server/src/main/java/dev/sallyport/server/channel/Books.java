package dev.sallyport.server.channel;

import dev.sallyport.gate.delivery.Attempted;
import dev.sallyport.gate.delivery.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down how attempts ended, many at once, so that no attempt waits for another's write. */
final class Books implements AutoCloseable {
    private static final int AT_ONCE = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Books.class);

    private final Outbox outbox;
    private final BlockingQueue<Attempted> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;

    Books(Outbox outbox) {
        this.outbox = outbox;
        this.thread = Thread.ofVirtual().name("sallyport-deliveries").start(this::run);
    }

    void enter(Attempted attempt) {
        waiting.add(attempt);
    }

    private void run() {
        try {
            while (true) {
                List<Attempted> batch = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(batch, AT_ONCE);
                write(batch);
            }
        } catch (InterruptedException e) {
            List<Attempted> left = new ArrayList<>();
            waiting.drainTo(left);
            write(left);
        }
    }

    private void write(List<Attempted> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            outbox.settle(batch);
        } catch (RuntimeException e) {
            // The thread's root: their leases run out, and they are sent once more.
            LOG.error("{} attempts to deliver could not be written down", batch.size(), e);
        }
    }

    /** Ends a thread that ends when it is interrupted. */
    static void end(Thread thread) {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end(thread);
    }
}
