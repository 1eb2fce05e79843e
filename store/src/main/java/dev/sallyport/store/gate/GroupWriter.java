package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.database.Fault;
import dev.sallyport.store.group.Draft;
import dev.sallyport.store.group.Groups;
import dev.sallyport.store.group.Head;
import dev.sallyport.store.group.Insertion;
import dev.sallyport.store.group.Pending;
import dev.sallyport.store.group.Steps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes groups to SQLite. What failed was not written, or the process must stop: nothing is ever in doubt. Writer thread
 * only.
 */
final class GroupWriter implements Groups {
    private final ReentrantLock turn;
    private final WriterStatements sql;
    private final Durable durable;
    private final Insertion insertion;
    private final Steps steps;
    private final Salvage salvage;
    private final Checkpointer checkpointer;
    private Set<TenantId> doubted = Set.of();

    /** @param turn see {@link dev.sallyport.store.database.Database#turn} */
    GroupWriter(
            ReentrantLock turn, WriterStatements sql, Recovery recovered, Salvage salvage, Checkpointer checkpointer) {
        this.turn = turn;
        this.sql = sql;
        this.durable = recovered.durable();
        this.insertion = new Insertion(sql.writes, recovered.nextChange());
        this.steps = new Steps(sql, insertion);
        this.salvage = salvage;
        this.checkpointer = checkpointer;
    }

    @Override
    public void write(List<Pending> group) throws NotWritable, Misfit, Lost {
        look();
        Draft draft = new Draft(durable.registry(), durable::head, durable.tenantCount() + 1);
        turn.lock();
        try {
            take(group, draft);
        } finally {
            turn.unlock();
        }
        requireKept();
        durable.publish(draft);
    }

    private void take(List<Pending> group, Draft draft) throws NotWritable, Misfit, Lost {
        try {
            sql.begin.run();
            settleDoubt();
            for (Pending one : group) {
                steps.take(one, draft);
            }
            insertion.end(draft);
            sql.commit.run();
        } catch (SQLException e) {
            undo(draft, e);
            String what = String.valueOf(e.getMessage());
            switch (Fault.of(e)) {
                case UNWRITABLE -> throw new NotWritable(what, e);
                case STATEMENT ->
                    throw new Misfit(new IllegalArgumentException("the store refused a commit: " + what, e));
                case FATAL -> throw new Lost("the database failed while it was written: " + what, e);
            }
        } catch (RuntimeException e) {
            undo(draft, e);
            throw new Misfit(e);
        }
    }

    @Override
    public void look() throws NotWritable, Lost {
        try {
            String trouble = salvage.trouble();
            if (!trouble.isEmpty()) {
                throw new NotWritable(trouble, new IllegalStateException(trouble));
            }
        } catch (SQLException e) {
            throw new Lost("the log has lost its name and can't be copied into the database: " + e.getMessage(), e);
        }
    }

    private void requireKept() throws Lost {
        try {
            if (!salvage.holds()) {
                String gone = salvage.trouble();
                throw new Lost(gone, new IllegalStateException(gone));
            }
        } catch (SQLException e) {
            throw new Lost("the log has lost its name and can't be copied into the database: " + e.getMessage(), e);
        }
    }

    @Override
    public void between(long bytes) throws SQLException {
        checkpointer.between(bytes);
    }

    /** A failed commit must not have happened after all: the chains it touched still end where they ended. */
    private void settleDoubt() throws SQLException, Lost {
        for (TenantId tenant : doubted) {
            Head head = durable.head(tenant);
            if (head == null) {
                continue;
            }
            try (ResultSet rows = sql.findChain.rows(head.number())) {
                if (!rows.next() || rows.getLong(1) != head.chain().nextSequence()) {
                    String why = "a commit that failed is in the database after all";
                    throw new Lost(why, new IllegalStateException(why));
                }
            }
        }
        doubted = Set.of();
    }

    private void undo(Draft draft, Exception cause) throws Lost {
        doubted = Set.copyOf(draft.touched().keySet());
        try {
            sql.rollback.run();
        } catch (SQLException e) {
            // SQLite rolls back by itself after some errors; then there is nothing left to roll back.
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                e.addSuppressed(cause);
                throw new Lost("the database could not take a group back: " + e.getMessage(), e);
            }
        }
    }
}
