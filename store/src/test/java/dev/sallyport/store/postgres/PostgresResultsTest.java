package dev.sallyport.store.postgres;

import dev.sallyport.store.gate.ResultsContract;
import dev.sallyport.store.result.Results;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Results that two gateways keep in one database. */
@Tag("full")
@Timeout(180)
final class PostgresResultsTest extends ResultsContract {
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
    protected Results results() {
        return both.either(asked++ % 2).results();
    }
}
