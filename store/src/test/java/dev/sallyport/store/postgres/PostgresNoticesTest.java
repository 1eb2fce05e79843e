package dev.sallyport.store.postgres;

import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.store.gate.NoticesContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** One outbox of notices of two gateways. */
@Tag("full")
@Timeout(180)
final class PostgresNoticesTest extends NoticesContract {
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
    protected NoticeOutbox of(int who) {
        return both.either(who).notices();
    }
}
