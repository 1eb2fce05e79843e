package dev.sallyport.store.postgres;

import dev.sallyport.store.gate.InstallLog;
import dev.sallyport.store.gate.InstallLogContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** One install log of two gateways. */
@Tag("full")
@Timeout(180)
final class PostgresInstallLogTest extends InstallLogContract {
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
    protected InstallLog of(int who) {
        return both.either(who).install();
    }
}
