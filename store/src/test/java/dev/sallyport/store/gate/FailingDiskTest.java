package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Migrations;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.SampleCommits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FailingDiskTest {
    @TempDir
    private Path data;

    private final ManualClock clock = new ManualClock();
    private final SampleCommits acme = SampleCommits.of("acme");
    private final List<String> stops = new CopyOnWriteArrayList<>();
    private Database database;
    private Connection connection;
    private SqliteJournal journal;

    @BeforeEach
    void open() throws SQLException {
        database = Database.in(data);
        connection = database.writer();
        Migrations.apply(connection, data);
        journal = SqliteJournal.open(database, connection, clock, (what, cause) -> stops.add(what), 1 << 20);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void a_full_disk_refuses_at_the_deadline_and_works_again_when_there_is_room() throws Exception {
        assertCommitted(acme.plain("before"));
        limitPages(pages() + 8);
        List<CommitResult> results = new ArrayList<>();
        for (int i = 0; i < 100 && !(last(results) instanceof CommitResult.Unwritable); i++) {
            results.add(commitUntil("full", "r" + i));
        }
        CommitResult.Unwritable refused = assertInstanceOf(CommitResult.Unwritable.class, last(results));
        assertTrue(refused.why().contains("full"), refused.why());

        limitPages(1_000_000);
        SealedReceipt next = assertCommitted(acme.plain("after"));
        assertEquals(results.size(), next.sequence());
        assertEquals(next.sequence() + 1, audited());
        assertEquals(List.of(), stops);
    }

    @Test
    void commits_that_waited_for_room_keep_their_order() throws Exception {
        assertCommitted(acme.plain("before"));
        limitPages(pages());
        List<CompletableFuture<CommitResult>> waiting = IntStream.range(0, 50)
                .mapToObj(i -> journal.commit(acme.plain("w" + i).build()))
                .toList();
        CommitResult refused = commitUntil("full", "refused");
        limitPages(1_000_000);

        assertInstanceOf(CommitResult.Unwritable.class, refused);
        for (int i = 0; i < waiting.size(); i++) {
            CommitResult.Committed done = assertInstanceOf(
                    CommitResult.Committed.class, waiting.get(i).join());
            assertEquals(i + 1, done.receipt().sequence());
        }
    }

    @Test
    void a_database_that_was_moved_away_takes_nothing_until_it_is_back() throws Exception {
        assertCommitted(acme.plain("before"));
        Path away = data.resolve("away.db");
        Files.move(database.file(), away);

        CommitResult.Unwritable refused =
                assertInstanceOf(CommitResult.Unwritable.class, commitUntil("removed", "lost"));
        assertTrue(refused.why().contains("was removed while it was in use"), refused.why());
        Files.writeString(database.file(), "an impostor");
        refused = assertInstanceOf(CommitResult.Unwritable.class, commitUntil("replaced", "lost-too"));
        assertTrue(refused.why().contains("was replaced while it was in use"), refused.why());

        Files.move(away, database.file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertEquals(1, assertCommitted(acme.plain("after")).sequence());
        assertEquals(List.of(), stops);
    }

    @Test
    void an_unlinked_log_takes_nothing() throws IOException, SQLException {
        assertCommitted(acme.plain("before"));
        Files.delete(database.log());

        CommitResult.Unwritable refused =
                assertInstanceOf(CommitResult.Unwritable.class, commitUntil("removed", "lost"));
        assertTrue(refused.why().contains("Everything in the log was copied into the database first"), refused.why());
        assertFalse(Files.exists(database.log()));
        assertEquals(1, receiptsIn(Files.copy(database.file(), data.resolve("found.db"))));
    }

    @Test
    void a_log_that_is_unlinked_while_nobody_commits_is_saved_all_the_same() throws IOException, SQLException {
        assertCommitted(acme.plain("before"));
        Files.delete(database.log());
        while (journal.trouble().filter(why -> why.contains("first")).isEmpty()) {
            Thread.onSpinWait();
        }

        assertEquals(1, receiptsIn(Files.copy(database.file(), data.resolve("found.db"))));
    }

    @Test
    void the_install_log_takes_nothing_into_a_file_that_was_moved_away() throws IOException, SQLException {
        assertCommitted(acme.plain("before"));
        try (StoredRecords records = StoredRecords.of(database, journal.numbers());
                StoredInstallLog log =
                        records.install(SqliteInstallWriter.open(database, (what, cause) -> stops.add(what)))) {
            Path away = Files.move(database.file(), data.resolve("away.db"));
            List<InstallLog.Leaf> leaves = List.of(new InstallLog.Leaf(0, acme.tenant(), "text"));
            StoreProblem problem = assertThrows(StoreProblem.class, () -> log.append(leaves));
            assertTrue(String.valueOf(problem.getMessage()).contains("was removed while it was in use"));
            assertEquals(0, log.head().size());

            Files.move(away, database.file());
            log.append(leaves);
            assertEquals(1, log.head().size());
            assertEquals(List.of(), stops);
        }
    }

    /** What a process finds that has the database file alone. */
    private static long receiptsIn(Path file) throws SQLException {
        try (Connection found = Database.at(file).writer();
                Prepared count = new Prepared(found, "SELECT count(*) FROM receipt");
                var rows = count.rows()) {
            return rows.getLong(1);
        }
    }

    @Test
    void an_error_nobody_can_judge_stops_the_process_and_releases_nothing() throws SQLException {
        assertCommitted(acme.plain("before"));
        connection.close();

        CompletableFuture<CommitResult> lost = journal.commit(acme.plain("lost").build());
        while (stops.isEmpty()) {
            Thread.onSpinWait();
        }

        assertFalse(lost.isDone());
    }

    /** Commits with a deadline that passes once the journal has that trouble. */
    private CommitResult commitUntil(String trouble, String name) {
        CompletableFuture<CommitResult> result =
                journal.commit(acme.plain(name, clock.millis() + 1000).build());
        while (!result.isDone()
                && journal.trouble().filter(why -> why.contains(trouble)).isEmpty()) {
            Thread.onSpinWait();
        }
        clock.advanceMillis(1001);
        return result.join();
    }

    private SealedReceipt assertCommitted(dev.sallyport.gate.journal.CommitBuilder commit) {
        return assertInstanceOf(
                        CommitResult.Committed.class,
                        journal.commit(commit.build()).join())
                .receipt();
    }

    private static CommitResult last(List<CommitResult> results) {
        return results.isEmpty() ? new CommitResult.OutcomeKnown() : results.getLast();
    }

    /** How many receipts an audit of the whole chain finds. */
    private long audited() throws SQLException {
        try (Connection reader = database.reader()) {
            return Objects.requireNonNull(ChainAudit.of(reader).get(acme.tenant()))
                    .size();
        }
    }

    private long pages() throws SQLException {
        try (Prepared count = new Prepared(connection, "PRAGMA page_count");
                var rows = count.rows()) {
            return rows.getLong(1);
        }
    }

    private void limitPages(long most) throws SQLException {
        try (Prepared limit = new Prepared(connection, "PRAGMA max_page_count=" + most);
                var rows = limit.rows()) {
            assertTrue(rows.next());
        }
    }
}
