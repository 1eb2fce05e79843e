package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Overwriting;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.FatalHandler;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.group.GroupCommit;
import dev.sallyport.store.group.Head;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The journal on SQLite: one writer thread, natural groups, one sync per group. Thread-safe.
 */
public final class SqliteJournal implements Journal, TreeHeads, AutoCloseable {
    private final Durable durable;
    private final Connection connection;
    private final InstantSource clock;
    private final Checkpointer checkpointer;
    private final GroupCommit commits;

    private SqliteJournal(
            Database database, Connection connection, InstantSource clock, FatalHandler fatal, long logBytes)
            throws SQLException, IOException {
        Recovery recovered = Recovery.read(connection);
        SubtreeBackfill.run(connection, recovered.durable().heads());
        this.durable = recovered.durable();
        this.connection = connection;
        this.clock = clock;
        this.checkpointer = new Checkpointer(database, connection, fatal, logBytes);
        GroupWriter groups = new GroupWriter(
                database.turn(),
                new WriterStatements(connection),
                recovered,
                new Salvage(connection, FileIdentity.of(database)),
                checkpointer);
        database.syncNames();
        this.commits = new GroupCommit(groups, clock, fatal);
    }

    /**
     * Opens the journal on a database whose schema is current.
     *
     * @param clock tells when a deadline has passed
     * @param fatal called when nobody can know any more what the disk holds
     * @param logBytes how much is written to the log before it is copied back
     * @throws StoreProblem {@code chain_broken} if what is stored contradicts itself, {@code unreadable}
     */
    public static SqliteJournal open(Database database, InstantSource clock, FatalHandler fatal, long logBytes) {
        try {
            return open(database, database.writer(), clock, fatal, logBytes);
        } catch (SQLException e) {
            throw unreadable(database, e);
        }
    }

    /** Opens the journal on that connection, which it will close. */
    static SqliteJournal open(
            Database database, Connection connection, InstantSource clock, FatalHandler fatal, long logBytes) {
        try {
            SqliteJournal journal = new SqliteJournal(database, connection, clock, fatal, logBytes);
            journal.commits.start();
            return journal;
        } catch (SQLException | IOException e) {
            close(connection, e);
            throw unreadable(database, e);
        } catch (RuntimeException e) {
            close(connection, e);
            throw e;
        }
    }

    private static void close(Connection connection, Exception cause) {
        try {
            connection.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static StoreProblem unreadable(Database database, Exception e) {
        return new StoreProblem(
                StoreProblem.Code.UNREADABLE, "can't open " + database.file() + ": " + e.getMessage(), e);
    }

    @Override
    public CompletableFuture<CommitResult> commit(Commit commit) {
        return commits.commit(commit);
    }

    @Override
    public Overwriting overwrite(long deadlineMillis) {
        try {
            return checkpointer.emptyLog(deadlineMillis, clock) ? Overwriting.DONE : Overwriting.HELD_UP;
        } catch (SQLException e) {
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "can't empty the log: " + e.getMessage(), e);
        }
    }

    @Override
    public Registry registry() {
        return durable.registry();
    }

    @Override
    public TreeHead head(TenantId tenant) {
        Head head = durable.head(tenant);
        Tree tree = head == null ? Tree.empty() : head.tree();
        return new TreeHead(tree.size(), tree.root());
    }

    /** Why nothing can be written at the moment, for people and for readiness probes; empty if all is well. */
    public Optional<String> trouble() {
        return commits.trouble();
    }

    /** The numbers of its tenants. */
    public TenantNumbers numbers() {
        return durable;
    }

    /** Writes what waits, hands the answers out and closes. */
    @Override
    public void close() {
        commits.close();
        try {
            checkpointer.close();
            connection.close();
        } catch (SQLException e) {
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "can't close the database: " + e.getMessage(), e);
        }
    }
}
