package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Migrations;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.SampleCommits;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TurnTest {
    private static final Executor BESIDE = work -> Thread.ofPlatform().start(work);

    @TempDir
    private Path data;

    private final SampleCommits acme = SampleCommits.of("acme");
    private final List<String> stops = new CopyOnWriteArrayList<>();
    private Database database;
    private SqliteJournal journal;
    private SqliteInstallWriter book;

    @BeforeEach
    void open() throws SQLException {
        database = Database.in(data);
        Connection connection = database.writer();
        Migrations.apply(connection, data);
        journal =
                SqliteJournal.open(database, connection, new ManualClock(), (what, cause) -> stops.add(what), 1 << 20);
        book = SqliteInstallWriter.open(database, (what, cause) -> stops.add(what), "book");
    }

    @AfterEach
    void close() {
        book.close();
        journal.close();
        assertEquals(List.of(), stops);
    }

    private static void write(Connection connection) throws SQLException {
        try (Prepared lead = new Prepared(
                connection,
                "INSERT INTO soc_lead (number, holder, until) VALUES (1, 'a', 1)"
                        + " ON CONFLICT (number) DO UPDATE SET until = soc_lead.until + 1")) {
            lead.run();
        }
    }

    private void waiting(int writers) {
        while (database.turn().getQueueLength() < writers) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_group_of_receipts_and_the_book_wait_for_their_turn_and_each_gets_it() {
        CompletableFuture<CommitResult> group;
        CompletableFuture<Void> entry;
        database.turn().lock();
        try {
            group = journal.commit(acme.plain("held").build());
            waiting(1);
            entry = CompletableFuture.runAsync(() -> book.alone(TurnTest::write), BESIDE);
            waiting(2);
            assertFalse(group.isDone() || entry.isDone());
        } finally {
            database.turn().unlock();
        }
        assertInstanceOf(CommitResult.Committed.class, group.join());
        entry.join();
    }

    @Test
    void who_fails_hands_the_turn_on() {
        assertThrows(
                IllegalStateException.class,
                () -> book.alone(connection -> {
                    throw new IllegalStateException("refused");
                }));
        assertFalse(database.turn().isLocked());
        CommitResult after = journal.commit(acme.plain("after").build()).join();
        assertInstanceOf(CommitResult.Committed.class, after);
        assertFalse(database.turn().isLocked());
    }
}
