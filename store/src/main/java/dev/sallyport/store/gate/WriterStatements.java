package dev.sallyport.store.gate;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.group.Dialect;
import dev.sallyport.store.group.Fingerprint;
import dev.sallyport.store.group.Known;
import dev.sallyport.store.group.Writes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Every statement SQLite's writer runs while it holds a group's transaction, prepared once. Writer thread only. */
final class WriterStatements implements Known {
    final Prepared begin;
    final Prepared commit;
    final Prepared rollback;
    final Prepared findChain;
    final Writes writes;

    private final Prepared findAnswer;
    private final Prepared findNonce;
    private final Prepared findOutcome;
    private final Prepared findApproval;

    WriterStatements(Connection connection) throws SQLException {
        begin = new Prepared(connection, "BEGIN IMMEDIATE");
        commit = new Prepared(connection, "COMMIT");
        rollback = new Prepared(connection, "ROLLBACK");
        findAnswer = new Prepared(
                connection,
                "SELECT answer FROM answer WHERE tenant = ? AND fingerprint = ? AND agent = ? AND request = ?");
        findNonce = new Prepared(
                connection, "SELECT 1 FROM nonce WHERE tenant = ? AND fingerprint = ? AND agent = ? AND nonce = ?");
        findOutcome = new Prepared(connection, "SELECT 1 FROM outcome WHERE tenant = ? AND decision = ?");
        findApproval = new Prepared(
                connection, "SELECT " + Rows.APPROVAL_COLUMNS + " FROM approval WHERE tenant = ? AND id = ?");
        findChain = new Prepared(connection, "SELECT size FROM chain WHERE tenant = ?");
        writes = new Writes(sql -> new Prepared(connection, sql)::run, Dialect.SQLITE);
    }

    @Override
    public Optional<byte[]> answer(int tenant, Commit.RequestOnce once) throws SQLException {
        long fingerprint = Fingerprint.of(once.agent(), once.requestId());
        try (ResultSet rows = findAnswer.rows(tenant, fingerprint, once.agent().value(), once.requestId())) {
            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
        }
    }

    @Override
    public boolean nonce(int tenant, Commit.NonceOnce once) throws SQLException {
        long fingerprint = Fingerprint.of(once.agent(), once.nonce());
        try (ResultSet rows = findNonce.rows(tenant, fingerprint, once.agent().value(), once.nonce())) {
            return rows.next();
        }
    }

    @Override
    public boolean outcome(int tenant, DecisionId decision) throws SQLException {
        try (ResultSet rows = findOutcome.rows(tenant, decision.value())) {
            return rows.next();
        }
    }

    @Override
    public Optional<Approval> approval(TenantId tenant, int number, ApprovalId id) throws SQLException {
        try (ResultSet rows = findApproval.rows(number, id.value())) {
            return rows.next() ? Optional.of(Rows.approval(tenant, rows)) : Optional.empty();
        }
    }
}
