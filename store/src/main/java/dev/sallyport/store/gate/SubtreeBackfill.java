package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.group.Head;
import dev.sallyport.store.group.Key;
import dev.sallyport.store.group.Subtree;
import dev.sallyport.store.group.Writes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** Makes the kept subtrees of a log that was written before they were kept. Costs one pass over that log, once. */
final class SubtreeBackfill {
    private static final String ENDS =
            "SELECT count(*) FROM subtree WHERE tenant = ? AND level = ? AND number IN (0, ?)";
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
                Prepared add = new Prepared(connection, Writes.ADD_SUBTREE);
                Prepared hashes = new Prepared(connection, HASHES)) {
            begin.run();
            KeptTree tree = new KeptTree(Tree.empty(), tenant, add);
            try (ResultSet rows = hashes.rows(Key.first(tenant), Key.last(tenant))) {
                while (rows.next()) {
                    tree.add(rows.getBytes(1));
                }
            }
            commit.run();
        }
    }
}
