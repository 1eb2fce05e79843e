package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.store.database.Fault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Writes a group of commits in one transaction with one sync. Either every commit of the group is settled and the new
 * state published, or nothing was written and an exception says whether trying again makes sense. Writer thread only.
 */
final class GroupWriter {
    /** Nothing was written; a later attempt may succeed. */
    static final class NotWritable extends Exception {
        NotWritable(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /** Nobody knows what was written. */
    static final class Lost extends Exception {
        Lost(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /** One commit of the group can't be written, whatever the disk does. */
    static final class Misfit extends Exception {
        private final transient RuntimeException problem;

        Misfit(RuntimeException problem) {
            super(problem);
            this.problem = problem;
        }

        /** What the commit's caller is told, if it is the only one of its group. */
        RuntimeException problem() {
            return problem;
        }
    }

    private final WriterStatements sql;
    private final Durable durable;
    private final Admission admission;
    private final Insertion insertion;
    private final Salvage salvage;
    private Set<TenantId> doubted = Set.of();

    GroupWriter(WriterStatements sql, Durable durable, long nextChange, Salvage salvage) {
        this.sql = sql;
        this.durable = durable;
        this.admission = new Admission(sql);
        this.insertion = new Insertion(sql, nextChange);
        this.salvage = salvage;
    }

    /** Writes the group. */
    void write(List<Pending> group) throws NotWritable, Misfit, Lost {
        requireFiles();
        Draft draft = new Draft(durable);
        try {
            sql.begin.run();
            settleDoubt();
            for (Pending one : group) {
                step(one, draft);
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
        requireKept();
        durable.publish(draft);
    }

    /** Writes nothing, but looks whether anything could be written. */
    void requireFiles() throws NotWritable, Lost {
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

    private void step(Pending pending, Draft draft) throws SQLException {
        Admission.Verdict verdict;
        try {
            verdict = admission.judge(pending.commit(), draft);
        } catch (IllegalArgumentException e) {
            pending.fail(e);
            return;
        }
        pending.settle(
                switch (verdict) {
                    case Admission.Verdict.Refused refused -> refused.result();
                    case Admission.Verdict.Admitted admitted ->
                        new CommitResult.Committed(insertion.write(pending.commit(), admitted, draft));
                });
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
