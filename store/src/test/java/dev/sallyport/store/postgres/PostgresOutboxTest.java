package dev.sallyport.store.postgres;

import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.testkit.OutboxContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** One outbox of two gateways. */
@Tag("full")
@Timeout(180)
final class PostgresOutboxTest extends OutboxContract {
    private TwoGateways both;

    @BeforeEach
    void open() {
        both = new TwoGateways();
    }

    @Override
    protected void close() {
        both.close();
    }

    @Override
    protected Outbox of(int who) {
        return both.either(who).outbox();
    }
}
