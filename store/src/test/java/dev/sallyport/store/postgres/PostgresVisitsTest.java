package dev.sallyport.store.postgres;

import dev.sallyport.store.console.Visits;
import dev.sallyport.store.gate.VisitsContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Visits that two gateways keep in one database. */
@Tag("full")
@Timeout(180)
final class PostgresVisitsTest extends VisitsContract {
    private TwoGateways both;
    private int asked;

    @BeforeEach
    void open() {
        both = new TwoGateways();
    }

    @Override
    protected void close() {
        both.close();
    }

    @Override
    protected Visits visits() {
        return both.either(asked++ % 2).visits();
    }
}
