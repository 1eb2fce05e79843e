package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.FatalHandler;
import dev.sallyport.store.database.Fault;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The install log on SQLite. It has a connection of its own, so that a group of receipts waits for it at most as long as one
 * short transaction takes; reads go through the readers' pool.
 */
public final class SqliteInstallLog implements InstallLog, AutoCloseable {
    /** Where the install log's nodes lie among the tenants', whose numbers begin at 1. */
    static final int NUMBER = 0;

    private final ReaderPool readers;
    private final Connection connection;
    private final FatalHandler fatal;
    // Guarded by this, as is the connection; published only after the commit.
    private volatile Tree tree;

    private SqliteInstallLog(ReaderPool readers, Connection connection, FatalHandler fatal, Tree tree) {
        this.readers = readers;
        this.connection = connection;
        this.fatal = fatal;
        this.tree = tree;
    }

    /** Opens it on a database whose schema is current. */
    public static SqliteInstallLog open(Database database, SqliteRecords records, FatalHandler fatal) {
        try {
            Connection connection = database.writer();
            return new SqliteInstallLog(records.readers(), connection, fatal, tree(connection));
        } catch (SQLException | IllegalArgumentException e) {
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "can't read the install log: " + e.getMessage(), e);
        }
    }

    private static Tree tree(Connection connection) throws SQLException {
        try (Prepared find = new Prepared(connection, "SELECT tree FROM install_tree");
                ResultSet rows = find.rows()) {
            return rows.next() ? Tree.fromBytes(rows.getBytes(1)) : Tree.empty();
        }
    }

    @Override
    public TreeHeads.TreeHead head() {
        Tree now = tree;
        return new TreeHeads.TreeHead(now.size(), now.root());
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
        return readers.ask(ReadQuery.INSTALL_NEWEST, SqliteInstallLog::leaves);
    }

    @Override
    public Optional<Leaf> newestOf(TenantId tenant, long size) {
        return readers.ask(ReadQuery.INSTALL_LEAF, SqliteInstallLog::leaves, tenant.value(), size).stream()
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
    public synchronized void append(List<Leaf> leaves) {
        Tree next = tree;
        List<Subtree> completed = new ArrayList<>();
        List<Leaf> placed = new ArrayList<>();
        for (Leaf leaf : leaves) {
            placed.add(new Leaf(next.size(), leaf.tenant(), leaf.checkpoint()));
            next = next.appendLeafHash(TreeHash.leaf(leaf.record()), (level, index, hash) -> {
                if (level % Subtree.LEVELS_APART == 0) {
                    completed.add(new Subtree(NUMBER, level, index, hash));
                }
            });
        }
        byte[] state = next.toBytes();
        transaction(() -> {
            for (Leaf leaf : placed) {
                run(
                        "INSERT INTO install_leaf (number, tenant, checkpoint, record) VALUES (?, ?, ?, ?)",
                        leaf.number(),
                        leaf.tenant().value(),
                        leaf.checkpoint(),
                        leaf.record());
                run(
                        "INSERT OR REPLACE INTO install_tenant (tenant, number) VALUES (?, ?)",
                        leaf.tenant().value(),
                        leaf.number());
            }
            for (Subtree subtree : completed) {
                run(SubtreeBackfill.ADD, subtree.tenant(), subtree.level(), subtree.index(), subtree.hash());
            }
            run("INSERT OR REPLACE INTO install_tree (number, tree) VALUES (0, ?)", state);
        });
        tree = next;
    }

    @Override
    public synchronized void keep(Anchored anchored) {
        transaction(() -> run(
                "INSERT OR REPLACE INTO anchor (origin, size, time, holders, note) VALUES (?, ?, ?, ?, ?)",
                anchored.origin(),
                anchored.size(),
                anchored.timeMillis(),
                anchored.holders(),
                anchored.note()));
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

    private interface Writing {
        void run() throws SQLException;
    }

    private void transaction(Writing writing) {
        try {
            run("BEGIN IMMEDIATE");
            try {
                writing.run();
                run("COMMIT");
            } catch (SQLException e) {
                undo(e);
                throw e;
            }
        } catch (SQLException e) {
            if (Fault.of(e) == Fault.FATAL) {
                fatal.stop("the database failed while the install log was written: " + e.getMessage(), e);
            }
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE, "the install log can't be written: " + e.getMessage(), e);
        }
    }

    private void undo(SQLException cause) {
        try {
            run("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e); // SQLite rolls back by itself after some errors
        }
    }

    private void run(String sql, Object... values) throws SQLException {
        try (Prepared prepared = new Prepared(connection, sql)) {
            prepared.run(values);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "can't close the install log: " + e.getMessage(), e);
        }
    }
}
