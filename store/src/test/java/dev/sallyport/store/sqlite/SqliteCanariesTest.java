package dev.sallyport.store.sqlite;

import dev.sallyport.gate.journal.Overwriting;
import dev.sallyport.store.gate.CanariesContract;
import dev.sallyport.store.gate.Store;
import dev.sallyport.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at is every file of the data directory, the log of the database included. */
@Timeout(60)
final class SqliteCanariesTest extends CanariesContract {
    @TempDir
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private SqliteStore store;

    @BeforeEach
    void open() {
        store = new OpenStore(data, new ManualClock()).open();
    }

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected void reopen() {
        store.close();
        open();
    }

    @Override
    protected String changes() {
        Assertions.assertEquals(Overwriting.DONE, store.journal().overwrite(Long.MAX_VALUE));
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    @Override
    protected void close() {
        store.close();
    }
}
