package dev.sallyport.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.merkle.ConsistencyProof;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.SampleCommits;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class LogNodesTest {
    private static final int SIZE = 1_300;
    private static final long SEED = 20_261;

    @TempDir
    private Path data;

    private final SampleCommits acme = SampleCommits.of("acme");
    private final SampleCommits globex = SampleCommits.of("globex");

    @Test
    void proofs_made_from_the_store_hold_against_the_head() {
        try (SqliteStore store = open()) {
            fill(store);
            List<SealedReceipt> receipts = store.records().receipts(acme.tenant(), 0, SIZE);
            byte[] root = store.heads().head(acme.tenant()).root();
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
            for (int i = 0; i < 100; i++) {
                int index = random.nextInt(SIZE);
                NodeSource nodes = store.nodes().nodes(acme.tenant());
                byte[] leaf = TreeHash.leaf(receipts.get(index).hash());
                assertTrue(
                        InclusionProof.of(index, SIZE, nodes).verify(leaf, root).holds(), "seed " + SEED);
                int from = 1 + random.nextInt(SIZE);
                assertTrue(
                        ConsistencyProof.of(from, SIZE, nodes)
                                .verify(rootAt(receipts, from), root)
                                .holds(),
                        "seed " + SEED + ", from " + from);
            }
        }
    }

    @Test
    void hashes_that_were_never_kept_are_made_when_the_store_is_opened() throws SQLException {
        byte[] root;
        try (SqliteStore store = open()) {
            fill(store);
            root = store.heads().head(acme.tenant()).root();
        }
        try (Connection connection = Database.in(data).writer();
                Prepared forget = new Prepared(connection, "DELETE FROM subtree")) {
            forget.run();
        }
        try (SqliteStore store = open()) {
            assertArrayEquals(root, store.nodes().nodes(acme.tenant()).range(0, SIZE));
            assertArrayEquals(
                    store.heads().head(globex.tenant()).root(),
                    store.nodes().nodes(globex.tenant()).range(0, 300));
        }
    }

    @Test
    void each_full_tile_of_receipts_is_one_row_that_holds_their_hashes() throws SQLException {
        try (SqliteStore store = open()) {
            fill(store);
            assertEquals(SIZE / 256 + 1, tiles().size(), "acme fills five, globex one");
            assertArrayEquals(hashes(store, 256, 256), tiles().get(1));
        }
    }

    @Test
    void a_store_from_before_tiles_were_kept_gets_them_when_it_is_opened() throws SQLException {
        byte[] hashes;
        try (SqliteStore store = open()) {
            fill(store);
            hashes = hashes(store, 768, 256);
        }
        // With what later schemas added.
        run(
                "DROP TABLE receipt_tile",
                "DROP TABLE delivery",
                "DROP TABLE soc_alert",
                "DROP TABLE soc_incident",
                "DROP TABLE soc_step",
                "DROP TABLE soc_mark",
                "DROP TABLE soc_lead",
                "DROP TABLE soc_narrative",
                "DROP TABLE notice",
                "DROP TABLE console_search",
                "DROP TABLE console_visit",
                "DROP TABLE result",
                "DROP INDEX receipt_act",
                "PRAGMA user_version=3");
        try (SqliteStore store = open()) {
            assertEquals(SIZE / 256 + 1, tiles().size());
            assertArrayEquals(hashes, tiles().get(3));
            assertProvesEverything(store);
        }
    }

    @Test
    void a_tile_that_is_missing_is_read_from_the_receipts() throws SQLException {
        try (SqliteStore store = open()) {
            fill(store);
            run("DELETE FROM receipt_tile");
            assertProvesEverything(store);
        }
    }

    private void assertProvesEverything(SqliteStore store) {
        assertArrayEquals(
                store.heads().head(acme.tenant()).root(),
                store.nodes().nodes(acme.tenant()).range(0, SIZE));
    }

    private byte[] hashes(SqliteStore store, int from, int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.records().receipts(acme.tenant(), from, count).forEach(receipt -> out.writeBytes(receipt.hash()));
        return out.toByteArray();
    }

    private List<byte[]> tiles() throws SQLException {
        List<byte[]> tiles = new ArrayList<>();
        try (Connection connection = Database.in(data).reader();
                Prepared select = new Prepared(connection, "SELECT hashes FROM receipt_tile ORDER BY key");
                ResultSet rows = select.rows()) {
            while (rows.next()) {
                tiles.add(rows.getBytes(1));
            }
        }
        return tiles;
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = Database.in(data).writer()) {
            for (String sql : statements) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
        }
    }

    @Test
    void a_tenant_without_receipts_has_no_nodes() {
        try (SqliteStore store = open()) {
            NodeSource nodes = store.nodes().nodes(new TenantId("nobody"));
            assertThrows(IllegalArgumentException.class, () -> nodes.node(0, 0));
        }
    }

    private static byte[] rootAt(List<SealedReceipt> receipts, int size) {
        Tree tree = Tree.empty();
        for (SealedReceipt receipt : receipts.subList(0, size)) {
            tree = tree.append(receipt.hash());
        }
        return tree.root();
    }

    private void fill(SqliteStore store) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            all.add(store.journal().commit(acme.plain("r" + i).build()));
            if (i < 300) {
                all.add(store.journal().commit(globex.plain("r" + i).build()));
            }
        }
        all.forEach(CompletableFuture::join);
        assertEquals(SIZE, store.heads().head(acme.tenant()).size());
    }

    private SqliteStore open() {
        return new OpenStore(data, new ManualClock()).open();
    }
}
