package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.store.database.Prepared;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the kept subtrees of a log that was written before they were kept. Costs one pass over that log, once. */
final class SubtreeBackfill {
    static final String ADD = "INSERT OR REPLACE INTO subtree (tenant, level, number, hash) VALUES (?, ?, ?, ?)";
    private static final String ENDS = "SELECT count(*) FROM subtree WHERE tenant = ? AND level = ? AND number IN (0, ?)";
    private static final String HASHES = "SELECT hash FROM receipt WHERE key BETWEEN ? AND ? ORDER BY key";

    private SubtreeBackfill() {}

    static void run(Connection connection, Map<TenantId, Head> heads) throws SQLException {
        for (Head head : heads.values()) {
            if (!isKept(connection, head)) {
                fill(connection, head.number());
            }
        }
    }

    /**
     * Whether the first and the last subtree of the lowest kept level are there. Each is written with the receipts it covers, and
     * those of a log from before are made in one transaction, so none between can be missing; counting them all would read pages
     * from all over a long log.
     */
    private static boolean isKept(Connection connection, Head head) throws SQLException {
        long complete = head.tree().size() >>> Subtree.LEVELS_APART;
        try (Prepared ends = new Prepared(connection, ENDS);
                ResultSet rows = ends.rows(head.number(), Subtree.LEVELS_APART, complete - 1)) {
            return rows.next() && rows.getLong(1) == Math.min(complete, 2);
        }
    }

    private static void fill(Connection connection, int tenant) throws SQLException {
        try (Prepared begin = new Prepared(connection, "BEGIN IMMEDIATE");
                Prepared commit = new Prepared(connection, "COMMIT");
                Prepared add = new Prepared(connection, ADD);
                Prepared hashes = new Prepared(connection, HASHES)) {
            begin.run();
            Filling filling = new Filling(tenant, add);
            try (ResultSet rows = hashes.rows(Key.first(tenant), Key.last(tenant))) {
                while (rows.next()) {
                    filling.add(rows.getBytes(1));
                }
            }
            commit.run();
        }
    }

    /** The tree as far as it has been read. */
    private static final class Filling {
        private final int tenant;
        private final Prepared add;
        private Tree tree = Tree.empty();

        Filling(int tenant, Prepared add) {
            this.tenant = tenant;
            this.add = add;
        }

        void add(byte[] receiptHash) throws SQLException {
            List<Subtree> completed = new ArrayList<>();
            tree = tree.appendLeafHash(TreeHash.leaf(receiptHash), (level, index, hash) -> {
                if (level % Subtree.LEVELS_APART == 0) {
                    completed.add(new Subtree(tenant, level, index, hash));
                }
            });
            for (Subtree subtree : completed) {
                add.run(subtree.tenant(), subtree.level(), subtree.index(), subtree.hash());
            }
        }
    }
}
