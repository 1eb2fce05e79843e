package dev.sallyport.store.postgres;

import dev.sallyport.soc.book.Book;
import dev.sallyport.store.soc.BookContract;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

@Tag("full")
@Timeout(180)
final class PostgresBookTest extends BookContract {
    private PostgresStore store;

    @BeforeEach
    void open() {
        PostgresServer server = PostgresServer.get();
        store = PostgresStore.open(TestSettings.of(server, server.newDatabase(), new ManualClock()));
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
