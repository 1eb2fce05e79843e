package dev.sallyport.connect.mcp.proxy;

import java.util.concurrent.CountDownLatch;

/**
 * A call's place in the order in which calls came. Calls are judged side by side and dispatched one after the other; one that is refused
 * or held lets the next one pass. Thread-safe.
 */
final class Turn {
    private final Turn before;
    private final CountDownLatch done;

    private Turn() {
        this.before = this;
        this.done = new CountDownLatch(0);
    }

    private Turn(Turn before) {
        this.before = before;
        this.done = new CountDownLatch(1);
    }

    static Turn first() {
        return new Turn();
    }

    Turn next() {
        return new Turn(this);
    }

    /** Waits until everything that came before was dispatched, refused or held. */
    void await() throws InterruptedException {
        before.done.await();
    }

    /** Lets what came later pass. */
    void done() {
        done.countDown();
    }
}
