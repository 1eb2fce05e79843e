package dev.sallyport.store.postgres;

import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.PostgresServer;
import dev.sallyport.testkit.RecordsContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

@Tag("full")
@Timeout(120)
final class PostgresRecordsContractTest extends RecordsContract {
    private PostgresStore store;

    @BeforeEach
    void open() {
        PostgresServer server = PostgresServer.get();
        store = PostgresStore.open(TestSettings.of(server, server.newDatabase(), new ManualClock()));
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
}
