package dev.sallyport.testkit;

import dev.sallyport.gate.delivery.Outbox;

final class MemoryOutboxTest extends OutboxContract {
    private final MemoryOutbox outbox = new MemoryOutbox();

    @Override
    protected Outbox of(int who) {
        return outbox;
    }

    @Override
    protected void close() {
        // Nothing is open.
    }
}
