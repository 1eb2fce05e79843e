package dev.sallyport.store.postgres;

import dev.sallyport.store.console.Searches;
import dev.sallyport.store.gate.SearchesContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Searches that two gateways keep in one database. */
@Tag("full")
@Timeout(180)
final class PostgresSearchesTest extends SearchesContract {
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
    protected Searches searches() {
        return both.either(asked++ % 2).searches();
    }
}
