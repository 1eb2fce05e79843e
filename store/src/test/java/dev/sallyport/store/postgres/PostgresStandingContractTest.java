package dev.sallyport.store.postgres;

import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.PostgresServer;
import dev.sallyport.testkit.StandingContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

@Tag("full")
@Timeout(120)
final class PostgresStandingContractTest extends StandingContract {
    private final PostgresServer server = PostgresServer.get();
    private final String url = server.newDatabase();
    private PostgresStore store;

    @BeforeEach
    void open() {
        store = PostgresStore.open(TestSettings.of(server, url, new ManualClock()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected Journal journal() {
        return store.journal();
    }

    @Override
    protected Records records() {
        return store.records();
    }

    @Override
    protected void reopen() {
        close();
        open();
    }
}
