package dev.sallyport.store.sqlite;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.gate.TreeHeads.TreeHead;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stretch of this install's life in which its logs only grew. A restore may lose what came after the backup, so it opens
 * the next epoch: checkpoints then carry another origin, and nobody takes the shorter log for a fork of the longer one.
 *
 * @param epoch 1 for a new install, one more after each restore
 * @param openedMillis when it was opened, milliseconds since 1970
 * @param restored the trees the epoch began with, by tenant; empty for the first epoch
 */
public record Origin(int epoch, long openedMillis, Map<TenantId, TreeHead> restored) {
    public Origin {
        restored = Collections.unmodifiableMap(new TreeMap<>(restored));
    }

    /** The epoch of that database; opens the first one in a new database. */
    static Origin current(Connection connection, InstantSource clock) throws SQLException {
        try (Prepared newest =
                        new Prepared(connection, "SELECT epoch, opened FROM origin ORDER BY epoch DESC LIMIT 1");
                ResultSet row = newest.rows()) {
            if (row.next()) {
                return new Origin(row.getInt(1), row.getLong(2), heads(connection, row.getInt(1)));
            }
        }
        Origin first = new Origin(1, clock.millis(), Map.of());
        try (Prepared add = new Prepared(connection, "INSERT INTO origin (epoch, opened) VALUES (?, ?)")) {
            add.run(first.epoch(), first.openedMillis());
        }
        return first;
    }

    /** Opens the epoch after this one and after the one seen elsewhere, beginning with those trees. */
    Origin next(Connection connection, InstantSource clock, Map<TenantId, TreeHead> heads, int seen)
            throws SQLException {
        Origin next = new Origin(Math.max(epoch, seen) + 1, clock.millis(), heads);
        try (Prepared begin = new Prepared(connection, "BEGIN IMMEDIATE");
                Prepared add = new Prepared(connection, "INSERT INTO origin (epoch, opened) VALUES (?, ?)");
                Prepared addHead = new Prepared(
                        connection,
                        "INSERT INTO origin_head (epoch, tenant, size, root)"
                                + " VALUES (?, (SELECT number FROM tenant WHERE id = ?), ?, ?)");
                Prepared commit = new Prepared(connection, "COMMIT")) {
            begin.run();
            add.run(next.epoch(), next.openedMillis());
            for (Map.Entry<TenantId, TreeHead> head : heads.entrySet()) {
                TreeHead tree = head.getValue();
                addHead.run(next.epoch(), head.getKey().value(), tree.size(), tree.root());
            }
            commit.run();
        }
        return next;
    }

    private static Map<TenantId, TreeHead> heads(Connection connection, int epoch) throws SQLException {
        Map<TenantId, TreeHead> heads = new TreeMap<>();
        try (Prepared all = new Prepared(
                        connection,
                        "SELECT t.id, h.size, h.root FROM origin_head h JOIN tenant t ON t.number = h.tenant"
                                + " WHERE h.epoch = ?");
                ResultSet rows = all.rows(epoch)) {
            while (rows.next()) {
                heads.put(new TenantId(rows.getString(1)), new TreeHead(rows.getLong(2), rows.getBytes(3)));
            }
        }
        return heads;
    }
}
