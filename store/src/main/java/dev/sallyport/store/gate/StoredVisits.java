package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.console.Visit;
import dev.sallyport.store.console.Visits;
import dev.sallyport.store.database.Prepared;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Visits in a database. */
final class StoredVisits implements Visits {
    private static final String ADD =
            "INSERT INTO console_visit (tenant, at, id, kind, person, way, address, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (tenant, at, id) DO NOTHING RETURNING id";
    private static final String FORGET = "DELETE FROM console_visit WHERE tenant = ? AND at <"
            + " (SELECT at FROM console_visit WHERE tenant = ? ORDER BY at DESC LIMIT 1 OFFSET " + (MOST - 1)
            + ") RETURNING id";
    private static final int FORGETS_EACH = 100;

    private final Readers readers;
    private final InstallWriter writer;
    private final AtomicLong kept = new AtomicLong();

    StoredVisits(Readers readers, InstallWriter writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public void keep(Visit visit) {
        String tenant = visit.tenant().value();
        boolean forgets = kept.getAndIncrement() % FORGETS_EACH == 0;
        writer.alone(connection -> {
            try (Prepared add = new Prepared(connection, ADD);
                    ResultSet added = add.rows(
                            tenant,
                            visit.timeMillis(),
                            visit.id(),
                            visit.kind().name(),
                            visit.person(),
                            visit.way(),
                            visit.address(),
                            visit.why())) {
                added.next();
            }
            if (forgets) {
                try (Prepared forget = new Prepared(connection, FORGET);
                        ResultSet gone = forget.rows(tenant, tenant)) {
                    gone.next();
                }
            }
        });
    }

    @Override
    public List<Visit> newest(TenantId tenant, int limit) {
        return readers.ask(
                ReadQuery.VISITS,
                rows -> {
                    List<Visit> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(new Visit(
                                tenant,
                                rows.getString(2),
                                rows.getLong(1),
                                Visit.Kind.valueOf(rows.getString(3)),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getString(6),
                                rows.getString(7)));
                    }
                    return found;
                },
                tenant.value(),
                limit);
    }
}
