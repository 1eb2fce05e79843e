package dev.sallyport.store.postgres;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.group.Draft;
import dev.sallyport.store.group.Groups;
import dev.sallyport.store.group.Pending;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes groups to PostgreSQL. Until the commit is sent every failure means that nothing was written. From then on only the
 * server's own word counts; without it the group is in doubt, and {@link #resolve} looks its receipts up under the locks that
 * its transaction held: getting them means that the transaction is over. Writer thread only.
 */
final class PostgresGroups implements Groups {
    private record Doubt(List<WriterSession.Written> written, boolean changing) {
        Set<TenantId> tenants() {
            return written.stream().map(WriterSession.Written::tenant).collect(java.util.stream.Collectors.toSet());
        }
    }

    private final Server server;
    private final SharedState state;
    private final int gateway;
    private @Nullable WriterSession session;
    private @Nullable Doubt doubt;

    PostgresGroups(Server server, SharedState state, int gateway) {
        this.server = server;
        this.state = state;
        this.gateway = gateway;
    }

    @Override
    public void write(List<Pending> group) throws NotWritable, Misfit, Lost, Unknown {
        WriterSession open = open();
        Draft draft;
        try {
            draft = open.take(group);
        } catch (SQLException e) {
            undo(open, e);
            throw notWritten(e);
        } catch (StoreProblem e) {
            undo(open, e);
            throw new Lost(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            undo(open, e);
            throw new Misfit(e);
        }
        try {
            open.commit();
        } catch (SQLException e) {
            if (PostgresFault.saysNotCommitted(e)) {
                undo(open, e);
                throw notWritten(e);
            }
            drop(open, e);
            doubt = new Doubt(written(group), !changes(group).isEmpty());
            throw new Unknown("the connection broke during a commit: " + e.getMessage(), e);
        }
        publish(group, draft, open.lastChange());
    }

    /** What failed before the commit counted; which exception it is says what to do. */
    private static NotWritable notWritten(SQLException e) throws Misfit, Lost {
        String what = String.valueOf(e.getMessage());
        return switch (PostgresFault.beforeCommit(e)) {
            case UNWRITABLE -> new NotWritable(what, e);
            case STATEMENT -> throw new Misfit(new IllegalArgumentException("the store refused a commit: " + what, e));
            case FATAL -> throw new Lost("the database is damaged: " + what, e);
        };
    }

    @Override
    public boolean resolve() throws NotWritable, Lost {
        Doubt open = doubt;
        if (open == null || open.written().isEmpty()) {
            doubt = null;
            return false;
        }
        int found = found(open);
        if (found != 0 && found != open.written().size()) {
            String why = "of a group of " + open.written().size() + " receipts " + found + " are in the database";
            throw new Lost(why, new IllegalStateException(why));
        }
        doubt = null;
        return found > 0;
    }

    private int found(Doubt open) throws NotWritable {
        WriterSession fresh = open();
        try {
            fresh.lock(open.tenants(), open.changing());
            int found = fresh.found(open.written());
            fresh.rollback();
            return found;
        } catch (SQLException e) {
            undo(fresh, e);
            throw new NotWritable(String.valueOf(e.getMessage()), e);
        }
    }

    private void publish(List<Pending> group, Draft draft, long lastChange) {
        draft.touched().forEach((tenant, head) -> state.numbered(tenant, head.number()));
        // Counted from what the group began with: the listener may have heard of these changes already.
        long number = lastChange;
        for (RegistryChange change : changes(group)) {
            state.changed(++number, change);
        }
    }

    /** The changes the group made, in order, if it is written. */
    private static List<RegistryChange> changes(List<Pending> group) {
        List<RegistryChange> all = new ArrayList<>();
        for (Pending pending : group) {
            if (pending.settled() instanceof CommitResult.Committed) {
                all.addAll(pending.commit().changes());
            }
        }
        return all;
    }

    private static List<WriterSession.Written> written(List<Pending> group) {
        List<WriterSession.Written> all = new ArrayList<>();
        for (Pending pending : group) {
            if (pending.settled() instanceof CommitResult.Committed done) {
                all.add(new WriterSession.Written(pending.commit().tenant(), done.receipt()));
            }
        }
        return all;
    }

    private WriterSession open() throws NotWritable {
        WriterSession known = session;
        if (known != null && known.alive()) {
            return known;
        }
        try {
            WriterSession fresh = new WriterSession(server.writer(gateway), state);
            session = fresh;
            return fresh;
        } catch (SQLException | StoreProblem e) {
            throw new NotWritable("can't connect to " + server.name() + ": " + e.getMessage(), e);
        }
    }

    private void undo(WriterSession open, Exception cause) {
        try {
            open.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            drop(open, cause);
        }
    }

    private void drop(WriterSession open, Exception cause) {
        session = null;
        open.close(cause);
    }

    void close() {
        WriterSession known = session;
        if (known != null) {
            drop(known, new IllegalStateException("closing"));
        }
    }
}
