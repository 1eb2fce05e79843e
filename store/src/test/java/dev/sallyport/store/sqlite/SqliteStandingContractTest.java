package dev.sallyport.store.sqlite;

import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.StandingContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SqliteStandingContractTest extends StandingContract {
    @TempDir
    private Path data;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = new OpenStore(data, new ManualClock()).open();
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
