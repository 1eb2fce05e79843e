package dev.sallyport.store.postgres;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.RegistryCodec;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.group.Dialect;
import dev.sallyport.store.group.Draft;
import dev.sallyport.store.group.Head;
import dev.sallyport.store.group.Insertion;
import dev.sallyport.store.group.Pending;
import dev.sallyport.store.group.Steps;
import dev.sallyport.store.group.Writes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One connection of the writer with all it runs there. A connection that broke takes its session with it. Writer thread only. */
final class WriterSession {
    /** What a receipt and its tenant are looked up by. */
    record Written(TenantId tenant, SealedReceipt receipt) {}

    private final Connection connection;
    private final SharedState state;
    private final Locks locks;
    private final LookedUp known;
    private final Batches batches = new Batches();
    private final Insertion insertion;
    private final Steps steps;
    private final Prepared tenants;
    private final Prepared lastTenant;
    private final Prepared chains;
    private final Prepared changes;
    private final Prepared tell;
    private final Prepared receipts;
    private long lastChange;

    /** On that connection, which it will close. */
    WriterSession(Connection connection, SharedState state) throws SQLException {
        this.connection = connection;
        this.state = state;
        locks = new Locks(connection);
        known = new LookedUp(connection);
        insertion = new Insertion(new Writes(batches::kind, Dialect.POSTGRES), 1);
        steps = new Steps(known, insertion);
        tenants = new Prepared(connection, "SELECT id, number FROM tenant WHERE id = ANY (?)");
        lastTenant = new Prepared(connection, "SELECT coalesce(max(number), 0) FROM tenant");
        chains = new Prepared(
                connection,
                "SELECT tenant, size, head, tree FROM chain WHERE tenant = ANY (?) ORDER BY tenant FOR UPDATE");
        changes = new Prepared(connection, Listener.CHANGES);
        tell = new Prepared(connection, "SELECT pg_notify('" + Listener.CHANNEL + "', '')");
        receipts = new Prepared(
                connection,
                "SELECT count(*) FROM unnest(?::text[], ?::text[], ?::bytea[]) AS w (name, receipt, digest)"
                        + " JOIN tenant t ON t.id = w.name"
                        + " JOIN receipt r ON r.tenant = t.number AND r.id = w.receipt AND r.hash = w.digest");
    }

    /** Takes the group's locks, reads what it stands on, and settles each commit; the rows are sent, not committed. */
    Draft take(List<Pending> group) throws SQLException {
        batches.clear();
        Set<TenantId> names = new HashSet<>();
        group.forEach(pending -> names.add(pending.commit().tenant()));
        boolean changing =
                group.stream().anyMatch(pending -> !pending.commit().changes().isEmpty());
        Map<TenantId, Integer> numbers = lock(names, changing);
        Map<TenantId, Head> heads = heads(numbers);
        readChanges();
        lastChange = state.image().change();
        insertion.changesGoOnAfter(lastChange);
        known.load(group, numbers);
        int next = numbers.size() < names.size() ? lastTenant() + 1 : 0;
        Draft draft = new Draft(state.image().registry(), heads::get, next);
        for (Pending one : group) {
            steps.take(one, draft);
        }
        insertion.end(draft);
        batches.send(connection);
        if (changing) {
            try (ResultSet row = tell.rows()) {
                row.next();
            }
        }
        return draft;
    }

    /** The number of the last change before the group that was taken. */
    long lastChange() {
        return lastChange;
    }

    /** The locks of those tenants and of the registry; alone, if it changes or one of the tenants is new. */
    Map<TenantId, Integer> lock(Collection<TenantId> names, boolean changing) throws SQLException {
        Map<TenantId, Integer> numbers = new HashMap<>();
        names.forEach(name -> state.number(name).ifPresent(number -> numbers.put(name, number)));
        boolean strangers = numbers.size() < names.size();
        locks.registry(changing || strangers);
        if (strangers) {
            try (ResultSet rows =
                    tenants.rows((Object) names.stream().map(TenantId::value).toArray(String[]::new))) {
                while (rows.next()) {
                    TenantId tenant = new TenantId(rows.getString(1));
                    numbers.put(tenant, rows.getInt(2));
                    state.numbered(tenant, rows.getInt(2));
                }
            }
        }
        locks.tenants(new TreeSet<>(numbers.values()));
        return numbers;
    }

    private Map<TenantId, Head> heads(Map<TenantId, Integer> numbers) throws SQLException {
        Map<Integer, TenantId> names = new HashMap<>();
        numbers.forEach((tenant, number) -> names.put(number, tenant));
        Map<TenantId, Head> heads = new HashMap<>();
        int[] wanted = numbers.values().stream().mapToInt(Integer::intValue).toArray();
        try (ResultSet rows = chains.rows((Object) wanted)) {
            while (rows.next()) {
                Chain chain = Chain.of(rows.getLong(2), rows.getBytes(3));
                TenantId tenant = names.get(rows.getInt(1));
                if (tenant != null) {
                    heads.put(tenant, new Head(rows.getInt(1), chain, Tree.fromBytes(rows.getBytes(4))));
                }
            }
        }
        if (heads.size() < numbers.size()) {
            throw new StoreProblem(
                    StoreProblem.Code.CHAIN_BROKEN,
                    "a tenant of " + numbers.keySet() + " has no end on record; restore a backup");
        }
        return heads;
    }

    private void readChanges() throws SQLException {
        try (ResultSet rows = changes.rows(state.image().change())) {
            while (rows.next()) {
                state.changed(rows.getLong(1), RegistryCodec.read(rows.getBytes(2)));
            }
        }
    }

    private int lastTenant() throws SQLException {
        try (ResultSet row = lastTenant.rows()) {
            row.next();
            return row.getInt(1);
        }
    }

    /** How many of those receipts are in the database, byte for byte by their hashes; their changes are read as well. */
    int found(List<Written> wanted) throws SQLException {
        readChanges();
        String[] names = wanted.stream().map(w -> w.tenant().value()).toArray(String[]::new);
        String[] ids = wanted.stream().map(w -> w.receipt().receiptId()).toArray(String[]::new);
        byte[][] hashes = wanted.stream().map(w -> w.receipt().hash()).toArray(byte[][]::new);
        try (ResultSet row = receipts.rows(names, ids, hashes)) {
            row.next();
            return row.getInt(1);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    boolean alive() {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    void close(Exception cause) {
        Server.close(connection, cause);
    }
}
