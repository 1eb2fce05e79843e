package dev.sallyport.connect.link;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks the gateway whether it is there, again and again while the client waits for an answer, and breaks the link when it is not: a gateway
 * that was stopped, or that hangs, keeps its socket open and says nothing. Its own thread; what blocks (writing to a full socket) does so
 * elsewhere. {@link #heard} may come from any thread.
 */
final class Pulse {
    /** Why the link ended then. */
    static final String SILENCE = "the gateway does not answer";

    private final LinkChannel link;
    private final Unanswered unanswered;
    private final long patienceMillis;
    private final Semaphore heard = new Semaphore(0);
    private volatile boolean silent;

    Pulse(LinkChannel link, Unanswered unanswered, long patienceMillis) {
        this.link = link;
        this.unanswered = unanswered;
        this.patienceMillis = patienceMillis;
    }

    /** Begins to ask. */
    void start() {
        Thread.ofPlatform().daemon().name("mcp-pulse").start(this::watch);
    }

    /** The gateway said that it is there. */
    void heard() {
        heard.release();
    }

    /** Whether it was this that ended the link. */
    boolean isSilent() {
        return silent;
    }

    private void watch() {
        try {
            while (unanswered.awaitSome()) {
                heard.drainPermits();
                Thread.ofPlatform().daemon().name("mcp-pulse-write").start(this::ask);
                if (!heard.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
                    silent = true;
                    link.close();
                    return;
                }
                unanswered.awaitNone(patienceMillis / 2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException alreadyClosed) {
            return;
        }
    }

    private void ask() {
        try {
            link.write(LinkFrame.of(LinkFrame.Kind.PULSE));
        } catch (IOException broken) {
            // Whoever reads the link hears of it.
            return;
        }
    }
}
