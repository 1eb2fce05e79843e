package dev.sallyport.store.sqlite;

import dev.sallyport.store.gate.InstallLog;
import dev.sallyport.store.gate.InstallLogContract;
import dev.sallyport.testkit.ManualClock;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SqliteInstallLogTest extends InstallLogContract {
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
    protected InstallLog of(int who) {
        return store.install();
    }
}
