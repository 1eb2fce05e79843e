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
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The journal on SQLite: one writer thread, natural groups, one sync per group. Thread-safe.
 *
 * <p>A caller waits in {@link #commit} only while {@value #QUEUE_COMMITS} commits are before it.
 */
public final class SqliteJournal implements Journal, TreeHeads, AutoCloseable {
    /** How many commits may wait for the writer. */
    public static final int QUEUE_COMMITS = 8192;

    private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(QUEUE_COMMITS);
    private final Durable durable;
    private final InstantSource clock;
    private final Connection connection;
    private final Acknowledger answers;
    private final Checkpointer checkpointer;
    private final WriterLoop loop;
    private final Thread writer;
    private volatile boolean closed;

    private SqliteJournal(
            Database database, Connection connection, InstantSource clock, FatalHandler fatal, long logBytes)
            throws SQLException, IOException {
        Recovery recovered = Recovery.read(connection);
        SubtreeBackfill.run(connection, recovered.durable().heads());
        this.durable = recovered.durable();
        this.clock = clock;
        this.connection = connection;
        GroupWriter groups = new GroupWriter(
                new WriterStatements(connection),
                durable,
                recovered.nextChange(),
                FileIdentity.of(database.file(), database.log()));
        this.checkpointer = new Checkpointer(database, connection, fatal, logBytes);
        this.answers = new Acknowledger();
        this.loop = new WriterLoop(queue, groups, answers, checkpointer, clock, fatal);
        this.writer = Thread.ofPlatform().name("sallyport-journal").daemon(true).unstarted(loop);
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
            journal.writer.start();
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
        Pending pending = new Pending(commit);
        if (closed) {
            refuse(pending, "the store is closed");
            return pending.future();
        }
        try {
            long patience = commit.deadlineMillis() - clock.millis();
            if (!queue.offer(pending) && !queue.offer(pending, patience, TimeUnit.MILLISECONDS)) {
                refuse(pending, "the journal has more to write than it can before the deadline");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(pending, "the caller was interrupted");
            return pending.future();
        }
        if (closed && !writer.isAlive() && queue.remove(pending)) {
            refuse(pending, "the store is closed");
        }
        return pending.future();
    }

    private static void refuse(Pending pending, String why) {
        pending.settle(new CommitResult.Unwritable(why));
        pending.release();
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
        return Optional.of(loop.trouble()).filter(why -> !why.isEmpty());
    }

    Durable durable() {
        return durable;
    }

    /** Writes what waits, hands the answers out and closes. */
    @Override
    public void close() {
        closed = true;
        try {
            queue.put(WriterLoop.END);
            writer.join();
            for (Object left = queue.poll(); left != null; left = queue.poll()) {
                if (left instanceof Pending pending) {
                    refuse(pending, "the store is closed");
                }
            }
            answers.close();
            checkpointer.close();
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "can't close the database: " + e.getMessage(), e);
        }
    }
}
