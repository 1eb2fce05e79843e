package dev.sallyport.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Scope;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.gate.TreeHeads.TreeHead;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.SampleCommits;
import dev.sallyport.testkit.TestInstall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SqliteStoreTest {
    @TempDir
    private Path data;

    private final ManualClock clock = new ManualClock();
    private final SampleCommits acme = SampleCommits.of("acme");
    private final SampleCommits globex = SampleCommits.of("globex");

    @Test
    void a_store_opened_again_is_as_it_was() {
        Registry before;
        TreeHead head;
        List<SealedReceipt> receipts;
        try (SqliteStore store = open()) {
            int number = 0;
            for (RegistryChange change : TestInstall.setUp()) {
                committed(store, acme.plain("set-up-" + number++).changing(change));
            }
            committed(store, acme.decision("lost", true));
            committed(store, globex.plain("a"));
            before = store.journal().registry();
            head = store.heads().head(acme.tenant());
            receipts = store.records().receipts(acme.tenant(), 0, 100);
        }

        try (SqliteStore store = open()) {
            Registry after = store.journal().registry();
            assertEquals(before.agents(TestInstall.TENANT), after.agents(TestInstall.TENANT));
            assertEquals(before.servers(TestInstall.TENANT), after.servers(TestInstall.TENANT));
            assertEquals(before.policy(TestInstall.TENANT), after.policy(TestInstall.TENANT));
            Scope scope = Scope.server(TestInstall.TENANT, TestInstall.SERVER);
            assertEquals(before.epoch(scope), after.epoch(scope));
            assertEquals(receipts, store.records().receipts(acme.tenant(), 0, 100));
            assertArrayEquals(head.root(), store.heads().head(acme.tenant()).root());
            assertEquals(1, store.records().openReleases().size());
            assertEquals(
                    List.of(acme.tenant(), globex.tenant()), store.records().tenants());

            SealedReceipt next = committed(store, acme.plain("next"));
            assertEquals(receipts.size(), next.sequence());
        }
    }

    @Test
    void a_log_whose_database_lacks_receipts_is_refused() throws Exception {
        try (SqliteStore store = open()) {
            for (int i = 0; i < 5; i++) {
                committed(store, acme.plain("r" + i));
            }
        }
        Path found = Files.createDirectory(data.resolve("found"));
        try (Connection connection = Database.in(data).writer();
                Prepared delete = new Prepared(connection, "DELETE FROM receipt WHERE id = 'rcp_r2'")) {
            delete.run();
            // Copied while the log is there, as after a kill.
            Files.copy(Database.in(data).file(), Database.in(found).file());
            Files.copy(Database.in(data).log(), Database.in(found).log());
        }

        StoreProblem problem = assertThrows(StoreProblem.class, () -> new OpenStore(found, clock).open());
        assertEquals(StoreProblem.Code.CHAIN_BROKEN, problem.code());
        assertTrue(String.valueOf(problem.getMessage()).contains("of 5 receipts of tenant `acme` 4 are there"));
    }

    @Test
    void the_tree_head_covers_every_durable_receipt() {
        try (SqliteStore store = open()) {
            assertEquals(0, store.heads().head(acme.tenant()).size());
            Tree tree = Tree.empty();
            for (int i = 0; i < 20; i++) {
                tree = tree.append(committed(store, acme.plain("r" + i)).hash());
                TreeHead head = store.heads().head(acme.tenant());
                assertEquals(i + 1, head.size());
                assertArrayEquals(tree.root(), head.root());
            }
        }
    }

    @Test
    void a_receipt_id_used_twice_fails_alone() {
        try (SqliteStore store = open()) {
            var first = store.journal().commit(acme.plain("same").build());
            var twice = store.journal().commit(acme.plain("same").build());
            var other = store.journal().commit(acme.plain("other").build());

            assertInstanceOf(CommitResult.Committed.class, first.join());
            assertInstanceOf(CommitResult.Committed.class, other.join());
            assertInstanceOf(
                    IllegalArgumentException.class,
                    assertThrows(CompletionException.class, twice::join).getCause());
            assertEquals(2, store.records().receiptCount(acme.tenant()));
            assertTrue(store.audit().containsKey(acme.tenant()));
        }
    }

    @Test
    void a_commit_that_names_another_tenant_is_refused() {
        try (SqliteStore store = open()) {
            var mixed = store.journal()
                    .commit(globex.plain("a")
                            .changing(TestInstall.setUp().getFirst())
                            .build());

            assertThrows(CompletionException.class, mixed::join);
            assertEquals(0, store.records().receiptCount(globex.tenant()));
        }
    }

    @Test
    void a_commit_after_its_deadline_is_not_written() {
        try (SqliteStore store = open()) {
            CommitResult late = store.journal()
                    .commit(acme.plain("late", clock.millis() - 1).build())
                    .join();

            assertInstanceOf(CommitResult.Unwritable.class, late);
            assertEquals(0, store.records().receiptCount(acme.tenant()));
        }
    }

    @Test
    void a_closed_store_takes_nothing_more() {
        SqliteStore store = open();
        committed(store, acme.plain("a"));
        store.close();

        assertInstanceOf(
                CommitResult.Unwritable.class,
                store.journal().commit(acme.plain("b").build()).join());
    }

    @Test
    void closing_writes_what_was_handed_over() {
        SqliteStore store = open();
        var results = java.util.stream.IntStream.range(0, 300)
                .mapToObj(i -> store.journal().commit(acme.plain("r" + i).build()))
                .toList();
        store.close();

        results.forEach(result -> assertInstanceOf(CommitResult.Committed.class, result.join()));
    }

    @Test
    void a_missing_last_receipt_is_found_when_the_store_opens() throws SQLException {
        fillAnd("DELETE FROM receipt WHERE id = 'rcp_c'");

        assertBroken("should end with receipt 2");
    }

    @Test
    void a_changed_last_receipt_is_found_when_the_store_opens() throws SQLException {
        fillAnd("UPDATE receipt SET body = CAST(replace(CAST(body AS TEXT), 'c', 'C') AS BLOB) WHERE id = 'rcp_c'");

        assertBroken("whose hash is not the recorded one");
    }

    @Test
    void a_chain_cut_to_an_earlier_end_is_found_when_the_store_opens() throws SQLException {
        fillAnd("UPDATE chain SET size = 2");

        assertBroken("its tree 3 leaves");
    }

    @Test
    void a_tenant_whose_chain_vanished_is_found_when_the_store_opens() throws SQLException {
        fillAnd("DELETE FROM chain");

        assertBroken("has no end on record");
    }

    @Test
    void an_upgrade_check_says_what_opening_would_do_whether_or_not_the_store_is_open() {
        StoreProblem missing = assertThrows(StoreProblem.class, () -> SqliteStore.upgradeCheck(data));
        assertEquals("database_missing", missing.code().wire());
        try (SqliteStore store = open()) {
            committed(store, acme.plain("a"));
            assertFalse(SqliteStore.upgradeCheck(data).upgrades());
        }
        assertFalse(SqliteStore.upgradeCheck(data).upgrades());
        assertFalse(SqliteStore.upgradeCheck(data).newer());
    }

    @Test
    void an_empty_directory_has_no_store_to_open() {
        StoreProblem problem = assertThrows(
                StoreProblem.class, () -> SqliteStore.open(new StoreSettings(data, clock, (what, cause) -> {})));

        assertEquals("database_missing", problem.code().wire());
        assertFalse(SqliteStore.exists(data));
    }

    @Test
    void a_new_store_is_in_its_first_origin_epoch() {
        try (SqliteStore store = open()) {
            assertEquals(1, store.origin().epoch());
            assertEquals(clock.millis(), store.origin().openedMillis());
        }
    }

    private SqliteStore open() {
        return new OpenStore(data, clock).open();
    }

    private void fillAnd(String tampering) throws SQLException {
        try (SqliteStore store = open()) {
            List.of("a", "b", "c").forEach(name -> committed(store, acme.plain(name)));
        }
        try (Connection connection = Database.in(data).writer();
                Prepared tamper = new Prepared(connection, tampering)) {
            tamper.run();
        }
    }

    private void assertBroken(String how) {
        StoreProblem problem = assertThrows(StoreProblem.class, this::open);
        assertEquals("chain_broken", problem.code().wire());
        assertTrue(String.valueOf(problem.getMessage()).contains(how), problem.getMessage());
        // The refusal gave the lock back: the next attempt says the same.
        assertEquals(
                "chain_broken",
                assertThrows(StoreProblem.class, this::open).code().wire());
    }

    private static SealedReceipt committed(SqliteStore store, CommitBuilder commit) {
        return assertInstanceOf(
                        CommitResult.Committed.class,
                        store.journal().commit(commit.build()).join())
                .receipt();
    }
}
