package dev.sallyport.store.gate;

import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.NoticeForm;
import dev.sallyport.soc.outbox.Attempt;
import dev.sallyport.soc.outbox.Change;
import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.soc.outbox.Owed;
import dev.sallyport.soc.outbox.Owing;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is owed about incidents, in a database. Every write has the writer's turn alone, so two gateways never claim the same row. */
public final class StoredNotices implements NoticeOutbox {
    private static final String WHICH =
            " WHERE tenant = ? AND incident = ? AND destination = ? AND revision = ? AND kind = ?";
    private static final String OWE = "INSERT INTO notice"
            + " (tenant, incident, destination, revision, kind, notice, state, attempts, creating, created, due, first_due,"
            + " settled, reference, why) VALUES (?, ?, ?, ?, ?, ?, 'WAITING', 0, 0, ?, ?, ?, 0, '', '')"
            + " ON CONFLICT (tenant, incident, destination, revision, kind) DO NOTHING RETURNING revision";
    private static final String WITHDRAW = "UPDATE notice SET state = 'WITHDRAWN', settled = ?, why = ?" + WHICH
            + " AND state = 'WAITING' AND attempts = 0 RETURNING revision";
    private static final String TAKE = "UPDATE notice SET due = ?, attempts = attempts + 1" + WHICH;
    private static final String CREATING = "UPDATE notice SET creating = ?" + WHICH + " AND state = 'WAITING'";
    private static final String AGAIN = "UPDATE notice SET due = ?, why = ?,"
            + " creating = CASE WHEN ? = 1 THEN creating ELSE 0 END" + WHICH + " AND state = 'WAITING'";
    private static final String SETTLE =
            "UPDATE notice SET state = ?, settled = ?, reference = ?, why = ?" + WHICH + " AND state = 'WAITING'";
    private static final String REVIVE =
            "UPDATE notice SET state = 'WAITING', due = ?, first_due = ?, settled = 0" + WHICH
                    + " AND state = 'DEAD' AND NOT EXISTS (SELECT 1 FROM notice e WHERE e.tenant = notice.tenant"
                    + " AND e.incident = notice.incident AND e.destination = notice.destination AND e.kind = 4"
                    + " AND e.state = 'ACCEPTED') RETURNING revision";
    private static final String DROP = "DELETE FROM notice" + WHICH + " AND state = 'DEAD' RETURNING revision";
    private static final String FORGET =
            "DELETE FROM notice WHERE state <> 'WAITING' AND settled < ? RETURNING revision";

    private final Readers readers;
    private final InstallWriter writer;

    StoredNotices(Readers readers, InstallWriter writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public int apply(List<Change> changes) {
        int[] changed = {0};
        if (changes.isEmpty()) {
            return 0;
        }
        writer.alone(connection -> {
            changed[0] = 0;
            try (Prepared owe = new Prepared(connection, OWE);
                    Prepared withdraw = new Prepared(connection, WITHDRAW)) {
                for (Change change : changes) {
                    changed[0] += switch (change) {
                        case Change.Owe add -> added(owe, add.owing());
                        case Change.Withdraw back ->
                            count(withdraw.rows(all(back.key(), back.timeMillis(), back.why())));
                    };
                }
            }
        });
        return changed[0];
    }

    private static int added(Prepared owe, Owing owing) throws SQLException {
        Owing.Key key = owing.key();
        return count(owe.rows(
                key.tenant().value(),
                key.incident(),
                key.destination(),
                key.revision(),
                key.kind().number(),
                NoticeForm.text(owing.notice()),
                owing.createdMillis(),
                owing.dueMillis(),
                owing.dueMillis()));
    }

    @Override
    public Optional<Owed> claim(String destination, long nowMillis, long leaseMillis) {
        Object[] due = {destination, nowMillis, nowMillis, 1};
        if (readers.ask(ReadQuery.DUE_NOTICES, StoredNotices::list, due).isEmpty()) {
            return Optional.empty(); // the usual answer, and it costs no turn
        }
        List<Owed> claimed = new ArrayList<>();
        writer.alone(connection -> {
            claimed.clear();
            try (Prepared find = new Prepared(connection, ReadQuery.DUE_NOTICES.sql());
                    Prepared take = new Prepared(connection, TAKE)) {
                List<Owed> found;
                try (ResultSet rows = find.rows(due)) {
                    found = list(rows);
                }
                for (Owed owed : found) {
                    take.run(all(owed.owing().key(), nowMillis + leaseMillis));
                    claimed.add(begun(owed));
                }
            }
        });
        return claimed.stream().findFirst();
    }

    private static Owed begun(Owed owed) {
        return new Owed(
                owed.owing(),
                owed.state(),
                owed.attempts() + 1,
                owed.creatingMillis(),
                0,
                owed.reference(),
                owed.earlier(),
                owed.why());
    }

    @Override
    public void creating(Owing.Key key, long nowMillis) {
        one(CREATING, all(key, nowMillis));
    }

    @Override
    public void settle(Attempt attempt) {
        Owing.Key key = attempt.key();
        switch (attempt) {
            case Attempt.Again a -> one(AGAIN, all(key, a.dueMillis(), a.why(), a.unknown() ? 1 : 0));
            case Attempt.Accepted a -> one(SETTLE, all(key, "ACCEPTED", a.timeMillis(), a.reference(), a.trouble()));
            case Attempt.Idle a -> one(SETTLE, all(key, "IDLE", a.timeMillis(), "", a.why()));
            case Attempt.Dead a -> one(SETTLE, all(key, "DEAD", a.timeMillis(), "", a.why()));
        }
    }

    private void one(String sql, Object[] values) {
        writer.alone(connection -> {
            try (Prepared statement = new Prepared(connection, sql)) {
                statement.run(values);
            }
        });
    }

    @Override
    public List<Owed> of(TenantId tenant, String incident) {
        return readers.ask(ReadQuery.NOTICES, StoredNotices::list, tenant.value(), incident);
    }

    @Override
    public List<Owed> dead(TenantId tenant, int limit) {
        return readers.ask(ReadQuery.DEAD_NOTICES, StoredNotices::list, tenant.value(), limit);
    }

    @Override
    public int since(TenantId tenant, String destination, long sinceMillis) {
        return readers.ask(
                ReadQuery.NOTICES_SINCE,
                rows -> rows.next() ? rows.getInt(1) : 0,
                tenant.value(),
                destination,
                sinceMillis);
    }

    @Override
    public boolean again(Owing.Key key, long nowMillis) {
        return counted(REVIVE, all(key, nowMillis, nowMillis)) > 0;
    }

    @Override
    public boolean drop(Owing.Key key) {
        return counted(DROP, all(key)) > 0;
    }

    @Override
    public int forget(long beforeMillis) {
        return counted(FORGET, new Object[] {beforeMillis});
    }

    private int counted(String sql, Object[] values) {
        int[] counted = {0};
        writer.alone(connection -> counted[0] = count(connection, sql, values));
        return counted[0];
    }

    private static int count(Connection connection, String sql, Object[] values) throws SQLException {
        try (Prepared statement = new Prepared(connection, sql)) {
            return count(statement.rows(values));
        }
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

    private static Object[] all(Owing.Key key, Object... first) {
        List<Object> values = new ArrayList<>(List.of(first));
        values.addAll(List.of(
                key.tenant().value(),
                key.incident(),
                key.destination(),
                key.revision(),
                key.kind().number()));
        return values.toArray();
    }

    private static List<Owed> list(ResultSet rows) throws SQLException {
        List<Owed> list = new ArrayList<>();
        while (rows.next()) {
            list.add(owed(rows));
        }
        return list;
    }

    private static Owed owed(ResultSet row) throws SQLException {
        try {
            Owing.Key key = new Owing.Key(
                    new TenantId(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    row.getInt(4),
                    Kind.of(row.getInt(5)));
            Owing owing = new Owing(key, NoticeForm.read(row.getString(6)), row.getLong(10), row.getLong(11));
            return new Owed(
                    owing,
                    Owed.State.valueOf(row.getString(7)),
                    row.getInt(8),
                    row.getLong(9),
                    row.getLong(12),
                    row.getString(13),
                    row.getString(15),
                    row.getString(14));
        } catch (FormBroken | IllegalArgumentException e) {
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "a notice that is owed can't be read", e);
        }
    }
}
