package dev.sallyport.store.postgres;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Overwriting;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.store.gate.ReadQuery;
import dev.sallyport.store.gate.Readers;
import dev.sallyport.store.gate.TenantNumbers;
import dev.sallyport.store.gate.TreeHeads;
import dev.sallyport.store.group.GroupCommit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The journal of one gateway among several. Where chains end is asked of the database: others write too. Thread-safe. */
final class PostgresJournal implements Journal, TreeHeads, TenantNumbers {
    private final GroupCommit commits;
    private final SharedState state;
    private final Readers readers;
    private final Vacuum vacuum;

    PostgresJournal(GroupCommit commits, SharedState state, Readers readers, Vacuum vacuum) {
        this.commits = commits;
        this.state = state;
        this.readers = readers;
        this.vacuum = vacuum;
    }

    @Override
    public CompletableFuture<CommitResult> commit(Commit commit) {
        return commits.commit(commit);
    }

    @Override
    public Overwriting overwrite(long deadlineMillis) {
        vacuum.run(deadlineMillis);
        return Overwriting.LEFT_TO_SERVER;
    }

    @Override
    public Registry registry() {
        return state.image().registry();
    }

    @Override
    public TreeHead head(TenantId tenant) {
        Tree tree = number(tenant)
                .map(number -> readers.ask(ReadQuery.TREE, PostgresJournal::tree, number))
                .orElse(Tree.empty());
        return new TreeHead(tree.size(), tree.root());
    }

    private static Tree tree(ResultSet rows) throws SQLException {
        return rows.next() ? Tree.fromBytes(rows.getBytes(1)) : Tree.empty();
    }

    @Override
    public Optional<Integer> number(TenantId tenant) {
        Optional<Integer> seen = state.number(tenant);
        if (seen.isPresent()) {
            return seen;
        }
        Optional<Integer> found = readers.ask(
                ReadQuery.TENANT_NUMBER,
                rows -> rows.next() ? Optional.of(rows.getInt(1)) : Optional.empty(),
                tenant.value());
        found.ifPresent(number -> state.numbered(tenant, number));
        return found;
    }

    @Override
    public List<TenantId> tenants() {
        return readers.ask(ReadQuery.TENANTS, rows -> {
            List<TenantId> all = new ArrayList<>();
            while (rows.next()) {
                all.add(new TenantId(rows.getString(1)));
            }
            return all.stream().sorted().toList();
        });
    }
}
