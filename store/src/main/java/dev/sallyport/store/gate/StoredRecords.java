package dev.sallyport.store.gate;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.RegistryCodec;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.group.Fingerprint;
import dev.sallyport.store.group.Key;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gate's reads. Each sees every commit whose answer was released before it began. Thread-safe.
 *
 * <p>Reads throw {@link StoreProblem} {@code unreadable} if the database can't be read.
 */
public final class StoredRecords implements Records, LogNodes, AutoCloseable {
    private static final int PAGE = 1000;

    private final Readers readers;
    private final TenantNumbers numbers;

    /** The gate's reads of a database file whose tenants have those numbers. */
    public static StoredRecords of(Database database, TenantNumbers numbers) {
        return new StoredRecords(ReaderPool.of(database, ReaderPool.OF_THE_GATE), numbers);
    }

    /** The second plane's reads of it. */
    public static StoredRecords ofPlane(Database database, TenantNumbers numbers) {
        return new StoredRecords(ReaderPool.of(database, ReaderPool.OF_THE_PLANE), numbers);
    }

    /** The reads of lists, streams and exports. */
    public static StoredRecords ofOthers(Database database, TenantNumbers numbers) {
        return new StoredRecords(ReaderPool.of(database, ReaderPool.OF_OTHERS), numbers);
    }

    /** Reads through those connections, which it will close. */
    public StoredRecords(Readers readers, TenantNumbers numbers) {
        this.readers = readers;
        this.numbers = numbers;
    }

    /** The install log of the same database, read through the same connections; it closes its writer, not them. */
    public StoredInstallLog install(InstallWriter writer) {
        return StoredInstallLog.open(readers, writer);
    }

    /** The outbox of the same database, likewise. */
    public StoredOutbox outbox(InstallWriter writer) {
        return new StoredOutbox(readers, writer);
    }

    /** The connections it reads through, for others that keep things in the same database; they close nothing. */
    public Readers readers() {
        return readers;
    }

    @Override
    public Optional<byte[]> firstAnswer(TenantId tenant, AgentId agent, String requestId) {
        return one(
                tenant,
                ReadQuery.FIRST_ANSWER,
                row -> row.getBytes(1),
                Fingerprint.of(agent, requestId),
                agent.value(),
                requestId);
    }

    @Override
    public Optional<Approval> approval(TenantId tenant, ApprovalId id) {
        return one(tenant, ReadQuery.APPROVAL, row -> Rows.approval(tenant, row), id.value());
    }

    @Override
    public List<Approval> approvals(TenantId tenant, Optional<ApprovalStatus> status, int limit, int offset) {
        return status.isPresent()
                ? many(
                        tenant,
                        ReadQuery.APPROVALS_OF_STATUS,
                        row -> Rows.approval(tenant, row),
                        status.get().name(),
                        limit,
                        offset)
                : many(tenant, ReadQuery.APPROVALS, row -> Rows.approval(tenant, row), limit, offset);
    }

    @Override
    public List<Approval> expiredApprovals(long timeMillis, int limit) {
        return readers.ask(
                ReadQuery.EXPIRED_APPROVALS,
                rows -> list(rows, row -> Rows.approval(new TenantId(row.getString(16)), row)),
                timeMillis,
                limit);
    }

    @Override
    public Optional<KeptFacts> facts(TenantId tenant, DecisionId decision) {
        return one(
                tenant,
                ReadQuery.FACTS,
                row -> new KeptFacts(
                        decision, new AgentId(row.getString(2)), Key.sequence(row.getLong(1)), row.getBytes(3)),
                decision.value());
    }

    @Override
    public Optional<SealedReceipt> receipt(TenantId tenant, String receiptId) {
        return one(tenant, ReadQuery.RECEIPT, Rows::receipt, receiptId);
    }

    @Override
    public List<SealedReceipt> receipts(TenantId tenant, long fromSequence, int limit) {
        return between(tenant, ReadQuery.RECEIPTS, fromSequence, Long.MAX_VALUE, limit, Rows::receipt);
    }

    @Override
    public List<SealedReceipt> newestReceipts(TenantId tenant, int limit, int offset) {
        // The chain has no gaps, so the place to start at is known and nothing has to be skipped over.
        long last = receiptCount(tenant) - 1 - offset;
        return last < 0 ? List.of() : between(tenant, ReadQuery.NEWEST_RECEIPTS, 0, last, limit, Rows::receipt);
    }

    @Override
    public List<SealedReceipt> newestActs(TenantId tenant, int limit, int offset) {
        return many(tenant, ReadQuery.NEWEST_ACTS, Rows::receipt, limit, offset);
    }

    @Override
    public List<SealedReceipt> receiptsOf(TenantId tenant, DecisionId decision) {
        return many(tenant, ReadQuery.RECEIPTS_OF, Rows::receipt, decision.value());
    }

    @Override
    public long receiptCount(TenantId tenant) {
        return one(tenant, ReadQuery.RECEIPT_COUNT, row -> row.getLong(1)).orElse(0L);
    }

    @Override
    public NodeSource nodes(TenantId tenant) {
        return numbers.number(tenant)
                .<NodeSource>map(number -> new StoredNodes(readers, number))
                .orElse((level, index) -> {
                    throw new IllegalArgumentException("a log without receipts has no nodes");
                });
    }

    @Override
    public List<SessionLabel> sessionLabels(TenantId tenant, SessionId session) {
        return many(tenant, ReadQuery.SESSION_LABELS, Rows::label, session.value());
    }

    @Override
    public List<SessionLabel> agentLabels(TenantId tenant, AgentId agent, long sinceMillis) {
        return many(tenant, ReadQuery.AGENT_LABELS, Rows::label, agent.value(), sinceMillis);
    }

    @Override
    public List<OpenRelease> openReleases() {
        return readers.ask(
                ReadQuery.OPEN_RELEASES,
                rows -> list(
                        rows,
                        row -> new OpenRelease(
                                new TenantId(row.getString(1)),
                                new DecisionId(row.getString(2)),
                                new AgentId(row.getString(3)))));
    }

    @Override
    public Optional<PolicySource> policy(TenantId tenant, String digest) {
        return one(tenant, ReadQuery.POLICY, row -> RegistryCodec.read(row.getBytes(1)), digest)
                .flatMap(RegistryChange::brings);
    }

    @Override
    public Stream<DecisionId> decisions(TenantId tenant) {
        // Page by page: a reader that stood open would keep the log from starting over.
        return Stream.iterate(
                        page(tenant, 0),
                        page -> !page.isEmpty(),
                        page -> page(tenant, page.getLast().after()))
                .flatMap(page -> page.stream().map(Placed::decision));
    }

    private record Placed(long after, DecisionId decision) {}

    private List<Placed> page(TenantId tenant, long fromSequence) {
        return between(
                tenant,
                ReadQuery.DECISIONS,
                fromSequence,
                Long.MAX_VALUE,
                PAGE,
                row -> new Placed(Key.sequence(row.getLong(1)) + 1, new DecisionId(row.getString(2))));
    }

    @Override
    public List<KeptDecision> keptDecisions(TenantId tenant, long fromSequence, int limit) {
        return between(
                tenant,
                ReadQuery.KEPT_DECISIONS,
                fromSequence,
                Long.MAX_VALUE,
                limit,
                row -> new KeptDecision(
                        new DecisionId(row.getString(2)), new AgentId(row.getString(3)), Key.sequence(row.getLong(1))));
    }

    @Override
    public List<TenantId> tenants() {
        return numbers.tenants();
    }

    private <T> Optional<T> one(
            TenantId tenant, ReadQuery query, Readers.Reading<T> reading, @Nullable Object... rest) {
        List<T> found = many(tenant, query, reading, rest);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
    }

    /** Rows of a tenant that has written; a tenant nobody knows has none. */
    private <T> List<T> many(TenantId tenant, ReadQuery query, Readers.Reading<T> reading, @Nullable Object... rest) {
        Optional<Integer> number = numbers.number(tenant);
        if (number.isEmpty()) {
            return List.of();
        }
        boolean keys = query.reach() == ReadQuery.Reach.TENANT_KEYS;
        @Nullable
        Object[] own = keys
                ? new @Nullable Object[] {Key.first(number.get()), Key.last(number.get())}
                : new @Nullable Object[] {number.get()};
        return readers.ask(query, rows -> list(rows, reading), join(own, rest));
    }

    /** Rows of a stretch of the tenant's chain, both ends included. */
    private <T> List<T> between(
            TenantId tenant, ReadQuery query, long from, long to, int limit, Readers.Reading<T> reading) {
        Optional<Integer> number = numbers.number(tenant);
        if (number.isEmpty() || from < 0 || from > Key.MAX_SEQUENCE) {
            return List.of();
        }
        return readers.ask(
                query,
                rows -> list(rows, reading),
                Key.of(number.get(), from),
                Key.of(number.get(), Math.min(to, Key.MAX_SEQUENCE)),
                limit);
    }

    private static <T> List<T> list(ResultSet rows, Readers.Reading<T> reading) throws SQLException {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
            found.add(reading.of(rows));
        }
        return found;
    }

    private static @Nullable Object[] join(@Nullable Object[] first, @Nullable Object[] rest) {
        @Nullable Object[] all = new @Nullable Object[first.length + rest.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }

    @Override
    public void close() {
        try {
            readers.close();
        } catch (SQLException e) {
            throw new StoreProblem(StoreProblem.Code.UNREADABLE, "can't close the readers: " + e.getMessage(), e);
        }
    }
}
