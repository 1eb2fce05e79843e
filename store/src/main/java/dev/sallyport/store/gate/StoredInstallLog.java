package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.group.Writes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The install log in a database. Where it ends is asked of the database each time, and read again under the writer's lock
 * before anything is appended: another gateway may have gone on.
 */
public final class StoredInstallLog implements InstallLog, AutoCloseable {
    /** Where the install log's nodes lie among the tenants', whose numbers begin at 1. */
    static final int NUMBER = 0;

    private static final String NEWEST_OF =
            "SELECT l.checkpoint FROM install_tenant t JOIN install_leaf l ON l.number = t.number WHERE t.tenant = ?";
    private static final String ADD_LEAF =
            "INSERT INTO install_leaf (number, tenant, checkpoint, record) VALUES (?, ?, ?, ?)";
    private static final String SET_NEWEST = "INSERT INTO install_tenant (tenant, number) VALUES (?, ?)"
            + " ON CONFLICT (tenant) DO UPDATE SET number = excluded.number";
    private static final String SET_TREE = "INSERT INTO install_tree (number, tree) VALUES (?, ?)"
            + " ON CONFLICT (number) DO UPDATE SET tree = excluded.tree";
    private static final String KEEP = "INSERT INTO anchor (origin, size, time, holders, note) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (origin, size) DO UPDATE"
            + " SET time = excluded.time, holders = excluded.holders, note = excluded.note";

    private final Readers readers;
    private final InstallWriter writer;

    private StoredInstallLog(Readers readers, InstallWriter writer) {
        this.readers = readers;
        this.writer = writer;
    }

    /** Opens it, and reads where it ends. */
    static StoredInstallLog open(Readers readers, InstallWriter writer) {
        StoredInstallLog log = new StoredInstallLog(readers, writer);
        try {
            log.head();
            return log;
        } catch (StoreProblem e) {
            writer.close();
            throw e;
        }
    }

    @Override
    public TreeHeads.TreeHead head() {
        Tree tree = readers.ask(ReadQuery.INSTALL_TREE, StoredInstallLog::tree, NUMBER);
        return new TreeHeads.TreeHead(tree.size(), tree.root());
    }

    private static Tree tree(ResultSet rows) throws SQLException {
        try {
            return rows.next() ? Tree.fromBytes(rows.getBytes(1)) : Tree.empty();
        } catch (IllegalArgumentException e) {
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "can't read the install log: " + e.getMessage(), e);
        }
    }

    @Override
    public NodeSource nodes() {
        return StoredNodes.ofInstall(readers);
    }

    @Override
    public List<byte[]> records(long from, int limit) {
        return readers.ask(
                ReadQuery.INSTALL_RECORDS,
                rows -> {
                    List<byte[]> records = new ArrayList<>();
                    while (rows.next()) {
                        records.add(rows.getBytes(2));
                    }
                    return records;
                },
                from,
                from + limit - 1);
    }

    @Override
    public List<Leaf> newest() {
        return readers.ask(ReadQuery.INSTALL_NEWEST, StoredInstallLog::leaves);
    }

    @Override
    public Optional<Leaf> newestOf(TenantId tenant, long size) {
        return readers.ask(ReadQuery.INSTALL_LEAF, StoredInstallLog::leaves, tenant.value(), size).stream()
                .findFirst();
    }

    private static List<Leaf> leaves(ResultSet rows) throws SQLException {
        List<Leaf> leaves = new ArrayList<>();
        while (rows.next()) {
            leaves.add(new Leaf(rows.getLong(1), new TenantId(rows.getString(2)), rows.getString(3)));
        }
        return leaves;
    }

    @Override
    public void append(List<Leaf> leaves) {
        writer.alone(connection -> append(connection, leaves));
    }

    private static void append(Connection connection, List<Leaf> leaves) throws SQLException {
        try (Prepared end = new Prepared(connection, ReadQuery.INSTALL_TREE.sql());
                Prepared newest = new Prepared(connection, NEWEST_OF);
                Prepared addLeaf = new Prepared(connection, ADD_LEAF);
                Prepared setNewest = new Prepared(connection, SET_NEWEST);
                Prepared addSubtree = new Prepared(connection, Writes.ADD_SUBTREE);
                Prepared setTree = new Prepared(connection, SET_TREE)) {
            KeptTree grown = new KeptTree(end(end), NUMBER, addSubtree);
            for (Leaf leaf : leaves) {
                if (isNews(leaf, newest)) {
                    long number = grown.tree().size();
                    String tenant = leaf.tenant().value();
                    addLeaf.run(number, tenant, leaf.checkpoint(), leaf.record());
                    setNewest.run(tenant, number);
                    grown.add(leaf.record());
                }
            }
            setTree.run(NUMBER, grown.tree().toBytes());
        }
    }

    private static Tree end(Prepared find) throws SQLException {
        try (ResultSet rows = find.rows(NUMBER)) {
            return tree(rows);
        }
    }

    /** A log that goes on under another name, as after a restore, begins anew. */
    private static boolean isNews(Leaf leaf, Prepared newest) throws SQLException {
        try (ResultSet rows = newest.rows(leaf.tenant().value())) {
            if (!rows.next()) {
                return true;
            }
            Checkpoint said = Checkpoint.parse(rows.getString(1));
            Checkpoint says = Checkpoint.parse(leaf.checkpoint());
            return !said.origin().equals(says.origin()) || said.size() < says.size();
        }
    }

    @Override
    public void keep(Anchored anchored) {
        writer.alone(connection -> {
            try (Prepared keep = new Prepared(connection, KEEP)) {
                keep.run(
                        anchored.origin(), anchored.size(), anchored.timeMillis(), anchored.holders(), anchored.note());
            }
        });
    }

    @Override
    public Optional<Anchored> newestAnchor(String origin) {
        return readers.ask(
                ReadQuery.ANCHOR,
                rows -> rows.next()
                        ? Optional.of(new Anchored(
                                rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getInt(4), rows.getString(5)))
                        : Optional.empty(),
                origin);
    }

    @Override
    public void close() {
        writer.close();
    }
}
