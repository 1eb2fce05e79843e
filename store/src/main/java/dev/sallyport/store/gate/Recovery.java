package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryCodec;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.ReceiptHash;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.group.Head;
import dev.sallyport.store.group.Key;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Rebuilds the durable state from the database: replays the registry's changes, loads where the chains end, and checks
 * that the last receipt of each is there and hashes to the stored end.
 *
 * @param nextChange the number of the next change of the registry
 */
record Recovery(Durable durable, long nextChange) {
    static Recovery read(Connection connection) throws SQLException {
        Map<TenantId, Head> heads = heads(connection);
        Registry registry = Registry.EMPTY;
        long next = 1;
        try (Prepared changes = new Prepared(connection, "SELECT number, change FROM registry_change ORDER BY number");
                ResultSet rows = changes.rows()) {
            while (rows.next()) {
                registry = registry.apply(RegistryCodec.read(rows.getBytes(2)));
                next = rows.getLong(1) + 1;
            }
        }
        return new Recovery(new Durable(registry, heads), next);
    }

    static Map<TenantId, Head> heads(Connection connection) throws SQLException {
        Map<TenantId, Head> heads = new HashMap<>();
        try (Prepared chains = new Prepared(
                        connection,
                        "SELECT t.number, t.id, c.size, c.head, c.tree FROM tenant t"
                                + " LEFT JOIN chain c ON c.tenant = t.number");
                Prepared last = new Prepared(
                        connection,
                        "SELECT key, hash, body FROM receipt WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT 1");
                ResultSet rows = chains.rows()) {
            while (rows.next()) {
                TenantId tenant = new TenantId(rows.getString(2));
                Head head = head(tenant, rows);
                checkEnd(tenant, head, last);
                heads.put(tenant, head);
            }
        }
        return heads;
    }

    private static Head head(TenantId tenant, ResultSet row) throws SQLException {
        byte[] tree = row.getBytes(5);
        if (tree == null) {
            throw broken(tenant, "has no end on record");
        }
        try {
            return new Head(row.getInt(1), Chain.of(row.getLong(3), row.getBytes(4)), Tree.fromBytes(tree));
        } catch (IllegalArgumentException e) {
            throw broken(tenant, "has an unreadable end: " + e.getMessage());
        }
    }

    private static void checkEnd(TenantId tenant, Head head, Prepared last) throws SQLException {
        long size = head.chain().nextSequence();
        if (head.tree().size() != size) {
            throw broken(
                    tenant, "has " + size + " receipts, its tree " + head.tree().size() + " leaves");
        }
        try (ResultSet row = last.rows(Key.first(head.number()), Key.last(head.number()))) {
            if (!row.next() || Key.sequence(row.getLong(1)) != size - 1) {
                throw broken(tenant, "should end with receipt " + (size - 1) + ", which is not its last");
            }
            byte[] hash = ReceiptHash.of(row.getBytes(3));
            if (!Arrays.equals(hash, row.getBytes(2))
                    || !Arrays.equals(hash, head.chain().head())) {
                throw broken(tenant, "ends with a receipt whose hash is not the recorded one");
            }
        }
    }

    private static StoreProblem broken(TenantId tenant, String how) {
        return new StoreProblem(
                StoreProblem.Code.CHAIN_BROKEN,
                "the chain of tenant `" + tenant + "` " + how
                        + "; do not write to it: keep a copy for inquiry and restore" + " a backup");
    }
}
