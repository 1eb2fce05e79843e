package dev.sallyport.store.soc;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.alert.AlertForm;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Entry;
import dev.sallyport.soc.book.Mark;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.incident.IncidentForm;
import dev.sallyport.soc.narrative.Narrative;
import dev.sallyport.soc.response.Step;
import dev.sallyport.soc.response.StepForm;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.gate.InstallWriter;
import dev.sallyport.store.gate.ReadQuery;
import dev.sallyport.store.gate.Readers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The book in a database. Every entry is one transaction with the writer's turn alone. */
public final class StoredBook implements Book, AutoCloseable {
    private static final String ALERT = "INSERT INTO soc_alert (tenant, id, incident, detected, body)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (tenant, id) DO NOTHING";
    private static final String INCIDENT = "INSERT INTO soc_incident (tenant, id, revision, open, updated, body)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, id) DO UPDATE SET revision = excluded.revision,"
            + " open = excluded.open, updated = excluded.updated, body = excluded.body"
            + " WHERE soc_incident.revision = excluded.revision - 1 RETURNING revision";
    private static final String STEP =
            "INSERT INTO soc_step (tenant, id, incident, target, revision, stands, due, begun, body)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, id) DO UPDATE SET"
                    + " revision = excluded.revision, stands = excluded.stands, due = excluded.due,"
                    + " begun = excluded.begun, body = excluded.body"
                    + " WHERE soc_step.revision = excluded.revision - 1 RETURNING revision";
    private static final String MARK = "INSERT INTO soc_mark (tenant, next, part, previous, snapshot)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (tenant) DO UPDATE SET next = excluded.next, part = excluded.part,"
            + " previous = excluded.previous, snapshot = excluded.snapshot";
    private static final String LEAD = "INSERT INTO soc_lead (number, holder, until) VALUES (1, ?, ?)"
            + " ON CONFLICT (number) DO UPDATE SET holder = excluded.holder, until = excluded.until"
            + " WHERE soc_lead.holder = excluded.holder OR soc_lead.until <= ? RETURNING number";
    private static final String NARRATIVE = "INSERT INTO soc_narrative (tenant, incident, body) VALUES (?, ?, ?)"
            + " ON CONFLICT (tenant, incident) DO UPDATE SET body = excluded.body";
    private static final int EVERYTHING = 10_000;

    private final Readers readers;
    private final InstallWriter writer;

    /** The book that those readers read and that writer, which it will close, writes. */
    public StoredBook(Readers readers, InstallWriter writer) {
        this.readers = readers;
        this.writer = writer;
    }

    /** The same book, read through other connections; it closes nothing of its own. */
    public StoredBook through(Readers others) {
        return new StoredBook(others, writer);
    }

    /** Ends a transaction whose entry is not the next revision. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused() {
            super("another revision is kept", null, false, false);
        }
    }

    @Override
    public boolean keep(TenantId tenant, Entry entry) {
        try {
            writer.alone(connection -> write(connection, tenant.value(), entry));
            return true;
        } catch (Refused e) {
            return false;
        }
    }

    private static void write(Connection connection, String tenant, Entry entry) throws SQLException {
        try (Prepared alert = new Prepared(connection, ALERT);
                Prepared incident = new Prepared(connection, INCIDENT);
                Prepared step = new Prepared(connection, STEP);
                Prepared mark = new Prepared(connection, MARK)) {
            for (Alert each : entry.alerts()) {
                alert.run(
                        tenant,
                        each.id(),
                        each.incident().orElse(""),
                        each.detectedMillis(),
                        bytes(AlertForm.of(each)));
            }
            for (Incident each : entry.incidents()) {
                require(incident.rows(
                        tenant,
                        each.id(),
                        each.revision(),
                        each.handling().status().isOpen() ? 1 : 0,
                        each.times().updated(),
                        bytes(IncidentForm.of(each))));
            }
            for (Step each : entry.steps()) {
                require(step.rows(
                        tenant,
                        each.key(),
                        each.incident(),
                        each.target(),
                        each.revision(),
                        stands(each) ? 1 : 0,
                        each.dueMillis(),
                        each.begunMillis(),
                        bytes(StepForm.of(each))));
            }
            if (entry.mark().isPresent()) {
                Mark at = entry.mark().get();
                mark.run(tenant, at.next(), at.part(), at.previousHash(), at.snapshot());
            }
        }
    }

    private static boolean stands(Step step) {
        return step.state() == Step.State.STANDS || step.state() == Step.State.UNDOING;
    }

    private static void require(ResultSet rows) throws SQLException {
        try (rows) {
            if (!rows.next()) {
                throw new Refused();
            }
        }
    }

    private static byte[] bytes(JsonObject object) {
        return CanonicalForm.of(object, Scheme.SALLYPORT_JCS_2);
    }

    @Override
    public void keep(TenantId tenant, Narrative narrative) {
        writer.alone(connection -> {
            try (Prepared insert = new Prepared(connection, NARRATIVE)) {
                insert.run(tenant.value(), narrative.incident(), bytes(narrative.json()));
            }
        });
    }

    @Override
    public Optional<Narrative> narrative(TenantId tenant, String incident) {
        return first(list(ReadQuery.SOC_NARRATIVE, Narrative::read, tenant.value(), incident));
    }

    @Override
    public Optional<Mark> mark(TenantId tenant) {
        return readers.ask(
                ReadQuery.SOC_MARK,
                rows -> rows.next()
                        ? Optional.of(new Mark(rows.getLong(1), rows.getInt(2), rows.getString(3), rows.getBytes(4)))
                        : Optional.<Mark>empty(),
                tenant.value());
    }

    @Override
    public List<Alert> alerts(TenantId tenant, int limit, int offset) {
        return list(ReadQuery.SOC_ALERTS, AlertForm::read, tenant.value(), limit, offset);
    }

    @Override
    public Optional<Alert> alert(TenantId tenant, String id) {
        return first(list(ReadQuery.SOC_ALERT, AlertForm::read, tenant.value(), id));
    }

    @Override
    public List<Alert> alertsOf(TenantId tenant, String incident, int limit, int offset) {
        return list(ReadQuery.SOC_ALERTS_OF, AlertForm::read, tenant.value(), incident, limit, offset);
    }

    @Override
    public List<Incident> incidents(TenantId tenant, boolean open, int limit, int offset) {
        return list(
                open ? ReadQuery.SOC_OPEN_INCIDENTS : ReadQuery.SOC_INCIDENTS,
                IncidentForm::read,
                tenant.value(),
                limit,
                offset);
    }

    @Override
    public Optional<Incident> incident(TenantId tenant, String id) {
        return first(list(ReadQuery.SOC_INCIDENT, IncidentForm::read, tenant.value(), id));
    }

    @Override
    public List<Step> steps(TenantId tenant, String incident) {
        return list(ReadQuery.SOC_STEPS, StepForm::read, tenant.value(), incident);
    }

    @Override
    public List<Step> due(TenantId tenant, long nowMillis, int limit) {
        return list(ReadQuery.SOC_DUE_STEPS, StepForm::read, tenant.value(), nowMillis, limit);
    }

    @Override
    public List<Step> standing(TenantId tenant, String target) {
        return list(ReadQuery.SOC_STANDING_STEPS, StepForm::read, tenant.value(), target, EVERYTHING);
    }

    @Override
    public List<Step> begun(TenantId tenant, long sinceMillis, int limit) {
        return list(ReadQuery.SOC_BEGUN_STEPS, StepForm::read, tenant.value(), sinceMillis, limit);
    }

    @Override
    public boolean lead(String holder, long nowMillis, long untilMillis) {
        boolean[] leads = {false};
        writer.alone(connection -> {
            try (Prepared lead = new Prepared(connection, LEAD);
                    ResultSet rows = lead.rows(holder, untilMillis, nowMillis)) {
                leads[0] = rows.next();
            }
        });
        return leads[0];
    }

    private <T> List<T> list(ReadQuery query, Function<byte[], T> form, @Nullable Object... values) {
        return readers.ask(
                query,
                rows -> {
                    List<T> list = new ArrayList<>();
                    while (rows.next()) {
                        list.add(form.apply(rows.getBytes(1)));
                    }
                    return list;
                },
                values);
    }

    private static <T> Optional<T> first(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.getFirst());
    }

    @Override
    public void close() {
        writer.close();
    }
}
