package dev.sallyport.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.gate.TreeHeads.TreeHead;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.SampleCommits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class BackupTest {
    @TempDir
    private Path root;

    private Path data;
    private Path other;
    private Path copy;

    private final ManualClock clock = new ManualClock();
    private final SampleCommits acme = SampleCommits.of("acme");

    @BeforeEach
    void directories() throws IOException {
        data = Files.createDirectory(root.resolve("data"));
        other = Files.createDirectory(root.resolve("other"));
        copy = root.resolve("backup.db");
    }

    @Test
    void a_backup_restores_to_the_same_receipts_in_the_next_origin_epoch() {
        List<SealedReceipt> receipts;
        byte[] rootHash;
        try (SqliteStore store = open(data)) {
            List.of("a", "b", "c").forEach(name -> commit(store, name));
            store.backup(copy);
            receipts = store.records().receipts(acme.tenant(), 0, 10);
            rootHash = store.heads().head(acme.tenant()).root();
            commit(store, "after the backup");
        }
        clock.advanceMillis(1000);
        Origin restored = Restore.restore(copy, other, clock);

        assertEquals(2, restored.epoch());
        assertEquals(clock.millis(), restored.openedMillis());
        assertEquals(3, ofAcme(restored.restored()).size());
        assertArrayEquals(rootHash, ofAcme(restored.restored()).root());
        try (SqliteStore store = open(other)) {
            assertEquals(receipts, store.records().receipts(acme.tenant(), 0, 10));
            assertEquals(2, store.origin().epoch());
            assertEquals(3, ofAcme(store.origin().restored()).size());
            commit(store, "d");
            assertEquals(4, ofAcme(store.audit()).size());
        }
    }

    @Test
    void a_backup_taken_under_load_is_a_prefix_of_the_chain() throws InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        try (SqliteStore store = open(data)) {
            commit(store, "first");
            Thread load = Thread.ofVirtual().start(() -> {
                for (int i = 0; !enough.get(); i++) {
                    commit(store, "r" + i);
                }
            });
            store.backup(copy);
            long atLeast = store.records().receiptCount(acme.tenant());
            enough.set(true);
            load.join();
            Restore.restore(copy, other, clock);
            try (SqliteStore again = open(other)) {
                List<SealedReceipt> kept = again.records().receipts(acme.tenant(), 0, 1_000_000);
                assertTrue(!kept.isEmpty() && kept.size() <= atLeast);
                assertEquals(kept, store.records().receipts(acme.tenant(), 0, kept.size()));
            }
        }
    }

    @Test
    void a_backup_is_for_its_owners_eyes_only() throws IOException {
        try (SqliteStore store = open(data)) {
            commit(store, "a");
            store.backup(copy);
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
    }

    @Test
    void a_closed_store_is_backed_up_without_opening_it() {
        try (SqliteStore store = open(data)) {
            commit(store, "a");
        }
        SqliteStore.backupOf(data, copy);

        assertEquals(1, ofAcme(Restore.restore(copy, other, clock).restored()).size());
    }

    @Test
    void neither_backup_nor_restore_overwrites() {
        try (SqliteStore store = open(data)) {
            commit(store, "a");
            store.backup(copy);
            assertCode("database_exists", () -> store.backup(copy));
            assertCode("data_locked", () -> Restore.restore(copy, data, clock));
        }
        assertCode("database_exists", () -> Restore.restore(copy, data, clock));
    }

    @Test
    void a_tampered_backup_is_not_restored() throws SQLException {
        try (SqliteStore store = open(data)) {
            List.of("a", "b", "c").forEach(name -> commit(store, name));
            store.backup(copy);
        }
        try (Connection connection = Database.at(copy).writer();
                Prepared tamper = new Prepared(
                        connection,
                        "UPDATE receipt SET body = CAST(replace(CAST(body AS TEXT), '_b', '_B') AS BLOB) WHERE id = 'rcp_b'")) {
            tamper.run();
        }

        StoreProblem problem = assertCode("chain_broken", () -> Restore.restore(copy, other, clock));
        assertTrue(String.valueOf(problem.getMessage()).contains("receipt 1 of tenant `acme`"), problem.getMessage());
        assertFalse(SqliteStore.exists(other));
        assertEquals(List.of("lock"), names(other));
    }

    @Test
    void a_log_without_its_database_is_neither_opened_nor_restored_over() throws IOException {
        try (SqliteStore store = open(data)) {
            commit(store, "a");
            store.backup(copy);
        }
        Files.write(other.resolve("sallyport.db-wal"), new byte[] {1});

        assertCode("database_missing", () -> open(other));
        assertCode("database_missing", () -> Restore.restore(copy, other, clock));
    }

    @Test
    void what_is_no_backup_is_not_restored() throws IOException {
        Files.writeString(copy, "not a database, but long enough to look at it".repeat(100));

        assertThrows(StoreProblem.class, () -> Restore.restore(copy, other, clock));
        assertCode("database_missing", () -> Restore.restore(root.resolve("nothing"), other, clock));
        assertFalse(SqliteStore.exists(other));
    }

    private TreeHead ofAcme(Map<TenantId, TreeHead> heads) {
        return Objects.requireNonNull(heads.get(acme.tenant()));
    }

    private static List<String> names(Path directory) {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoreProblem assertCode(String code, org.junit.jupiter.api.function.Executable act) {
        StoreProblem problem = assertThrows(StoreProblem.class, act);
        assertEquals(code, problem.code().wire(), problem.getMessage());
        return problem;
    }

    private SqliteStore open(Path directory) {
        return new OpenStore(directory, clock).open();
    }

    private void commit(SqliteStore store, String name) {
        assertInstanceOf(
                CommitResult.Committed.class,
                store.journal()
                        .commit(acme.plain(name.replace(' ', '-')).build())
                        .join());
    }
}
