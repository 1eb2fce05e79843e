package dev.sallyport.store.sqlite;

import dev.sallyport.store.gate.ResultsContract;
import dev.sallyport.store.result.Results;
import dev.sallyport.testkit.ManualClock;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SqliteResultsTest extends ResultsContract {
    @TempDir
    private Path data;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = new OpenStore(data, new ManualClock()).open();
    }

    @Override
    protected void close() {
        store.close();
    }

    @Override
    protected Results results() {
        return store.results();
    }
}
