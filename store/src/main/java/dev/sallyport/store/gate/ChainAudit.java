package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptHash;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.group.Head;
import dev.sallyport.store.group.Key;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads every receipt of a database again: each canonical, of its tenant, at its place, naming the one before it, hashing to
 * what is stored; each chain and tree ending where the database says. Costs one pass over the receipts.
 */
public final class ChainAudit {
    private ChainAudit() {}

    /**
     * Audits every tenant.
     *
     * @return the tree of each tenant
     * @throws StoreProblem {@code chain_broken}, naming the tenant and the first receipt that is wrong
     */
    public static Map<TenantId, TreeHeads.TreeHead> of(Connection connection) throws SQLException {
        // One read transaction: commits made meanwhile belong to neither the ends nor the receipts.
        try (Prepared begin = new Prepared(connection, "BEGIN");
                Prepared end = new Prepared(connection, "ROLLBACK")) {
            begin.run();
            try {
                return within(connection);
            } finally {
                end.run();
            }
        }
    }

    /**
     * Counts every tenant's receipts in the index, which is far quicker than reading them. A log that is replayed onto a file
     * it was not written for, such as an older copy, brings the ends of the chains and leaves a gap before them.
     *
     * @throws StoreProblem {@code chain_broken} if a chain has another number of receipts than its end says
     */
    public static void requireComplete(Connection connection) throws SQLException {
        for (Map.Entry<TenantId, Head> entry : Recovery.heads(connection).entrySet()) {
            Head head = entry.getValue();
            try (Prepared count = new Prepared(connection, "SELECT count(*) FROM receipt WHERE tenant = ?");
                    ResultSet row = count.rows(head.number())) {
                if (row.getLong(1) != head.chain().nextSequence()) {
                    throw new StoreProblem(
                            StoreProblem.Code.CHAIN_BROKEN,
                            "of " + head.chain().nextSequence() + " receipts of tenant `" + entry.getKey() + "` "
                                    + row.getLong(1)
                                    + " are there; was the database replaced by an older copy while its"
                                    + " log was kept? put the original back, or move both away and restore a backup");
                }
            }
        }
    }

    /** The same within the caller's own read transaction, which must see one moment only. */
    public static Map<TenantId, TreeHeads.TreeHead> within(Connection connection) throws SQLException {
        Map<TenantId, TreeHeads.TreeHead> heads = new TreeMap<>();
        for (Map.Entry<TenantId, Head> entry : Recovery.heads(connection).entrySet()) {
            Tree tree = audit(connection, entry.getKey(), entry.getValue());
            heads.put(entry.getKey(), new TreeHeads.TreeHead(tree.size(), tree.root()));
        }
        return heads;
    }

    private static Tree audit(Connection connection, TenantId tenant, Head head) throws SQLException {
        Chain chain = Chain.genesis();
        Tree tree = Tree.empty();
        try (Prepared receipts = new Prepared(
                        connection,
                        "SELECT " + Rows.RECEIPT_COLUMNS + " FROM receipt WHERE key BETWEEN ? AND ? ORDER BY key");
                ResultSet rows = receipts.rows(Key.first(head.number()), Key.last(head.number()))) {
            while (rows.next()) {
                SealedReceipt stored = Rows.receipt(rows);
                check(tenant, chain, stored);
                chain = chain.after(stored);
                tree = tree.append(stored.hash());
            }
        }
        if (!chain.equals(head.chain())
                || !Arrays.equals(tree.toBytes(), head.tree().toBytes())) {
            throw broken(tenant, chain.nextSequence(), "the chain or its tree ends elsewhere than recorded");
        }
        return tree;
    }

    private static void check(TenantId tenant, Chain chain, SealedReceipt stored) {
        long at = chain.nextSequence();
        if (stored.sequence() != at) {
            throw broken(tenant, at, "it is missing");
        }
        Receipt receipt;
        try {
            receipt = Receipt.read(stored.canonical());
        } catch (Malformed e) {
            throw broken(tenant, at, String.valueOf(e.getMessage()));
        }
        boolean inPlace = receipt.sequence() == at
                && receipt.envelope().tenant().equals(tenant.value())
                && receipt.envelope().receiptId().equals(stored.receiptId());
        if (!inPlace) {
            throw broken(tenant, at, "it belongs to another place");
        }
        if (!receipt.previous().equals(HexFormat.of().formatHex(chain.head()))) {
            throw broken(tenant, at, "it does not name the receipt before it");
        }
        if (!Arrays.equals(ReceiptHash.of(stored.canonical()), stored.hash())) {
            throw broken(tenant, at, "its stored hash is not its hash");
        }
    }

    private static StoreProblem broken(TenantId tenant, long sequence, String how) {
        return new StoreProblem(
                StoreProblem.Code.CHAIN_BROKEN, "receipt " + sequence + " of tenant `" + tenant + "`: " + how);
    }
}
