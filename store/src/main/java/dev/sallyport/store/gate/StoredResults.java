package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.result.Result;
import dev.sallyport.store.result.Results;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Results in a database. Each is kept in one transaction with the writer's turn alone, so that two gateways never give one place twice. */
final class StoredResults implements Results {
    /** What {@link #read} reads. */
    static final String COLUMNS = "name, run, seq, at, digest, receipt, body";

    private static final String OTHER_NAMES =
            "SELECT count(DISTINCT name) FROM result WHERE tenant = ? AND kind = ? AND name <> ?";
    private static final String ADD = "INSERT INTO result (tenant, kind, name, run, seq, at, digest, receipt, body)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING seq";
    private static final String LEAVE =
            "DELETE FROM result WHERE tenant = ? AND kind = ? AND name = ? AND seq <= ? RETURNING seq";

    private final Readers readers;
    private final InstallWriter writer;

    StoredResults(Readers readers, InstallWriter writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public Kept keep(Result result, int most) {
        Kept[] kept = {Kept.TAKEN};
        writer.alone(connection -> kept[0] = keep(connection, result, most));
        return kept[0];
    }

    private static Kept keep(Connection connection, Result result, int most) throws SQLException {
        String tenant = result.tenant().value();
        try (Prepared names = new Prepared(connection, OTHER_NAMES);
                ResultSet others = names.rows(tenant, result.kind(), result.name())) {
            if (others.next() && others.getLong(1) >= MOST_NAMES) {
                return Kept.FULL;
            }
        }
        boolean added = changed(
                connection,
                ADD,
                tenant,
                result.kind(),
                result.name(),
                result.run(),
                result.seq(),
                result.atMillis(),
                result.digest(),
                result.receipt(),
                result.body());
        if (added) {
            changed(connection, LEAVE, tenant, result.kind(), result.name(), result.seq() - most);
        }
        return added ? Kept.KEPT : Kept.TAKEN;
    }

    private static boolean changed(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (Prepared statement = new Prepared(connection, sql);
                ResultSet rows = statement.rows(values)) {
            boolean any = false;
            while (rows.next()) {
                any = true;
            }
            return any;
        }
    }

    @Override
    public Optional<Result> one(TenantId tenant, String kind, String name, String run) {
        return list(ReadQuery.RESULT, tenant, kind, tenant.value(), kind, name, run).stream()
                .findFirst();
    }

    @Override
    public List<Result> newest(TenantId tenant, String kind, String name, int limit) {
        return list(ReadQuery.RESULTS, tenant, kind, tenant.value(), kind, name, limit);
    }

    @Override
    public List<String> names(TenantId tenant, String kind) {
        return readers.ask(
                ReadQuery.RESULT_NAMES,
                rows -> {
                    List<String> names = new ArrayList<>();
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                    return names;
                },
                tenant.value(),
                kind,
                MOST_NAMES);
    }

    private List<Result> list(ReadQuery query, TenantId tenant, String kind, @Nullable Object... values) {
        return readers.ask(
                query,
                rows -> {
                    List<Result> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(read(tenant, kind, rows));
                    }
                    return found;
                },
                values);
    }

    private static Result read(TenantId tenant, String kind, ResultSet row) throws SQLException {
        return new Result(
                tenant,
                kind,
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getBytes(7));
    }
}
