package dev.sallyport.store.gate;

import dev.sallyport.gate.delivery.Attempted;
import dev.sallyport.gate.delivery.Delivery;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.delivery.Owed;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.console.Searches;
import dev.sallyport.store.console.Visits;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.result.Results;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The outbox in a database. Every write has the writer's turn alone, so two gateways never claim the same row. */
public final class StoredOutbox implements Outbox, AutoCloseable {
    private static final String WHICH = " WHERE tenant = ? AND approval = ? AND channel = ? AND revision = ?";
    private static final String ADD = "INSERT INTO delivery"
            + " (tenant, approval, channel, revision, state, attempts, created, expires, due, settled, reference, why)"
            + " VALUES (?, ?, ?, ?, 'WAITING', 0, ?, ?, ?, 0, '', '')"
            + " ON CONFLICT (tenant, approval, channel, revision) DO NOTHING RETURNING revision";
    private static final String TAKE = "UPDATE delivery SET due = ?, attempts = attempts + 1" + WHICH;
    private static final String AGAIN = "UPDATE delivery SET due = ?, why = ?" + WHICH + " AND state = 'WAITING'";
    private static final String SETTLE =
            "UPDATE delivery SET state = ?, settled = ?, reference = ?, why = ?" + WHICH + " AND state = 'WAITING'";
    private static final String FORGET =
            "DELETE FROM delivery WHERE state <> 'WAITING' AND settled < ? RETURNING revision";

    private final Readers readers;
    private final InstallWriter writer;

    StoredOutbox(Readers readers, InstallWriter writer) {
        this.readers = readers;
        this.writer = writer;
    }

    /** What is owed to the destinations of notices, in the same database, read through those connections; closes with this. */
    public StoredNotices notices(Readers others) {
        return new StoredNotices(others, writer);
    }

    /** Saved searches, in the same database, read through those connections; closes with this. */
    public Searches searches(Readers others) {
        return new StoredSearches(others, writer);
    }

    /** Visits to the console, in the same database, read through those connections; closes with this. */
    public Visits visits(Readers others) {
        return new StoredVisits(others, writer);
    }

    /** Results that were handed in, in the same database, read through those connections; closes with this. */
    public Results results(Readers others) {
        return new StoredResults(others, writer);
    }

    @Override
    public int add(List<Delivery> deliveries) {
        int[] added = {0};
        writer.alone(connection -> {
            added[0] = 0;
            try (Prepared add = new Prepared(connection, ADD)) {
                for (Delivery delivery : deliveries) {
                    Delivery.Key key = delivery.key();
                    added[0] += count(add.rows(
                            key.tenant().value(),
                            key.approval().value(),
                            key.channel(),
                            key.revision().number(),
                            delivery.createdMillis(),
                            delivery.expiresMillis(),
                            delivery.createdMillis()));
                }
            }
        });
        return added[0];
    }

    @Override
    public List<Owed> claim(String channel, long nowMillis, long leaseMillis, int limit) {
        if (due(readers, channel, nowMillis, limit).isEmpty()) {
            return List.of(); // the usual answer, and it costs no turn
        }
        List<Owed> claimed = new ArrayList<>();
        writer.alone(connection -> {
            claimed.clear();
            try (Prepared find = new Prepared(connection, ReadQuery.DUE_DELIVERIES.sql());
                    Prepared take = new Prepared(connection, TAKE)) {
                List<Owed> due;
                try (ResultSet rows = find.rows(channel, nowMillis, limit)) {
                    due = list(rows);
                }
                for (Owed owed : due) {
                    run(take, owed.delivery().key(), nowMillis + leaseMillis);
                    claimed.add(new Owed(
                            owed.delivery(), owed.state(), owed.attempts() + 1, 0, owed.reference(), owed.why()));
                }
            }
        });
        return claimed;
    }

    private static List<Owed> due(Readers readers, String channel, long nowMillis, int limit) {
        return readers.ask(ReadQuery.DUE_DELIVERIES, StoredOutbox::list, channel, nowMillis, limit);
    }

    @Override
    public void settle(List<Attempted> attempts) {
        writer.alone(connection -> settle(connection, attempts));
    }

    private static void settle(Connection connection, List<Attempted> attempts) throws SQLException {
        try (Prepared again = new Prepared(connection, AGAIN);
                Prepared settle = new Prepared(connection, SETTLE)) {
            for (Attempted attempt : attempts) {
                Delivery.Key key = attempt.key();
                switch (attempt) {
                    case Attempted.Again a -> run(again, key, a.dueMillis(), a.why());
                    case Attempted.Accepted a -> run(settle, key, "ACCEPTED", a.timeMillis(), a.reference(), "");
                    case Attempted.Dead d -> run(settle, key, "DEAD", d.timeMillis(), "", d.why());
                }
            }
        }
    }

    @Override
    public List<Owed> of(TenantId tenant, ApprovalId approval) {
        return readers.ask(ReadQuery.DELIVERIES, StoredOutbox::list, tenant.value(), approval.value());
    }

    @Override
    public int forget(long beforeMillis) {
        int[] forgotten = {0};
        writer.alone(connection -> {
            try (Prepared forget = new Prepared(connection, FORGET)) {
                forgotten[0] = count(forget.rows(beforeMillis));
            }
        });
        return forgotten[0];
    }

    private static void run(Prepared statement, Delivery.Key key, Object... values) throws SQLException {
        List<Object> all = new ArrayList<>(List.of(values));
        all.add(key.tenant().value());
        all.add(key.approval().value());
        all.add(key.channel());
        all.add(key.revision().number());
        statement.run(all.toArray());
    }

    private static int count(ResultSet rows) throws SQLException {
        try (rows) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    private static List<Owed> list(ResultSet rows) throws SQLException {
        List<Owed> list = new ArrayList<>();
        while (rows.next()) {
            list.add(Rows.delivery(rows));
        }
        return list;
    }

    @Override
    public void close() {
        writer.close();
    }
}
