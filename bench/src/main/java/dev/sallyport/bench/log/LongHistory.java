package dev.sallyport.bench.log;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.ledger.tile.TileAddress;
import dev.sallyport.server.wiring.DataDirectory;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Keys;
import dev.sallyport.server.wiring.Sources;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data directory whose default tenant has millions of receipts, each real and linked to the one before it. Written straight
 * into the tables without syncs, which takes minutes instead of hours, and kept in the machine's temporary folder for the
 * next run.
 *
 * @param data the data directory
 * @param operatorKey what its operator shows
 * @param size how many receipts the default tenant has
 */
record LongHistory(Path data, String operatorKey, long size) {
    private static final int BATCH = 100_000;
    private static final int SEQUENCE_BITS = 40;

    /** The one of at least that size, made if there is none yet. */
    static LongHistory of(long size) throws IOException, SQLException {
        Path kept = Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("sallyport-bench-log-" + size + "-" + System.getProperty("user.name"));
        if (!Files.exists(kept.resolve("operator.key"))) {
            make(kept, size);
        }
        return new LongHistory(
                kept.resolve("data"),
                Files.readString(kept.resolve("operator.key")).strip(),
                size);
    }

    /** The id of the receipt at a place that was filled in. */
    static String id(long sequence) {
        return String.format("rcp_long%012d", sequence);
    }

    private static void make(Path kept, long size) throws IOException, SQLException {
        Path next = kept.resolveSibling(kept.getFileName() + ".next");
        remove(next);
        Files.createDirectories(next);
        Install.FreshKeys keys = Install.create(next.resolve("data"), Sources.system());
        fill(next.resolve("data"), size);
        Files.writeString(next.resolve("operator.key"), keys.operatorKey());
        remove(kept);
        Files.move(next, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    private static void fill(Path data, long size) throws SQLException {
        String keyId = Keys.read(new DataDirectory(data)).signer().keyId();
        try (Connection connection = Database.in(data).writer();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=DELETE");
            statement.execute("PRAGMA synchronous=OFF");
            Filling filling = Filling.at(connection, keyId);
            while (filling.chain.nextSequence() < size) {
                statement.execute("BEGIN IMMEDIATE");
                filling.add(Math.min(BATCH, size - filling.chain.nextSequence()));
                statement.execute("COMMIT");
            }
        }
    }

    /** The end of the chain as it moves on. */
    private static final class Filling {
        private final Connection connection;
        private final String keyId;
        private final int tenant;
        private Chain chain;
        private Tree tree;

        private Filling(Connection connection, String keyId, int tenant, Chain chain, Tree tree) {
            this.connection = connection;
            this.keyId = keyId;
            this.tenant = tenant;
            this.chain = chain;
            this.tree = tree;
        }

        static Filling at(Connection connection, String keyId) throws SQLException {
            try (Prepared end = new Prepared(
                            connection,
                            "SELECT t.number, c.size, c.head, c.tree FROM tenant t JOIN chain c ON c.tenant = t.number"
                                    + " WHERE t.id = ?");
                    ResultSet row = end.rows(Install.DEFAULT_TENANT.value())) {
                if (!row.next()) {
                    throw new Broken("a fresh install has no chain");
                }
                return new Filling(
                        connection,
                        keyId,
                        row.getInt(1),
                        Chain.of(row.getLong(2), row.getBytes(3)),
                        Tree.fromBytes(row.getBytes(4)));
            }
        }

        void add(long count) throws SQLException {
            try (Prepared receipts = new Prepared(
                            connection,
                            "INSERT INTO receipt (key, tenant, id, decision, hash, body) VALUES (?, ?, ?, NULL, ?, ?)");
                    Prepared subtrees = new Prepared(
                            connection, "INSERT INTO subtree (tenant, level, number, hash) VALUES (?, ?, ?, ?)");
                    Prepared end = new Prepared(
                            connection, "UPDATE chain SET size = ?, head = ?, tree = ? WHERE tenant = ?")) {
                for (long i = 0; i < count; i++) {
                    one(receipts, subtrees);
                }
                end.run(chain.nextSequence(), chain.head(), tree.toBytes(), tenant);
            }
        }

        private void one(Prepared receipts, Prepared subtrees) throws SQLException {
            long sequence = chain.nextSequence();
            Envelope envelope = new Envelope(
                    id(sequence),
                    Install.DEFAULT_TENANT.value(),
                    ReceiptKind.ADMINISTRATION,
                    1_767_225_600_000L + sequence,
                    keyId);
            ReceiptBody body =
                    new ReceiptBody(JsonObject.builder().put("event", "bench").build());
            SealedReceipt receipt = chain.seal(ReceiptDraft.of(body, envelope));
            receipts.run(
                    ((long) tenant << SEQUENCE_BITS) | sequence,
                    tenant,
                    receipt.receiptId(),
                    receipt.hash(),
                    receipt.canonical());
            chain = chain.after(receipt);
            SQLException[] failed = new SQLException[1];
            tree = tree.appendLeafHash(TreeHash.leaf(receipt.hash()), (level, index, hash) -> {
                if (level % TileAddress.HEIGHT == 0) {
                    try {
                        subtrees.run(tenant, level, index, hash);
                    } catch (SQLException e) {
                        failed[0] = e;
                    }
                }
            });
            if (failed[0] != null) {
                throw failed[0];
            }
        }
    }
}
