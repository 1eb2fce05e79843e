package dev.sallyport.store.sqlite;

import dev.sallyport.soc.book.Book;
import dev.sallyport.store.soc.BookContract;
import dev.sallyport.testkit.ManualClock;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SqliteBookTest extends BookContract {
    @TempDir
    private Path data;

    @SuppressWarnings("NullAway.Init")
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
    protected Book book() {
        return store.book();
    }
}
