package dev.sallyport.store.gate;

import dev.sallyport.store.database.Prepared;
import java.sql.Connection;
import java.sql.SQLException;

/** Every statement the writer runs while it holds a group's transaction, prepared once. Writer thread only. */
final class WriterStatements {
    final Prepared begin;
    final Prepared commit;
    final Prepared rollback;

    final Prepared findAnswer;
    final Prepared findNonce;
    final Prepared findOutcome;
    final Prepared findApproval;
    final Prepared findChain;

    final Prepared addTenant;
    final Prepared setChain;
    final Prepared addReceipt;
    final Prepared addFacts;
    final Prepared addOpenRelease;
    final Prepared addOutcome;
    final Prepared endRelease;
    final Prepared addAnswer;
    final Prepared addNonce;
    final Prepared forgetNonces;
    final Prepared addApproval;
    final Prepared setApproval;
    final Prepared setSessionLabel;
    final Prepared setAgentLabel;
    final Prepared addChange;
    final Prepared addPolicy;
    final Prepared addSubtree;
    final Prepared eraseFacts;
    final Prepared eraseApproval;
    final Prepared eraseAnswer;

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
        addTenant = new Prepared(connection, "INSERT INTO tenant (number, id) VALUES (?, ?)");
        setChain =
                new Prepared(connection, "INSERT OR REPLACE INTO chain (tenant, size, head, tree) VALUES (?, ?, ?, ?)");
        addReceipt = new Prepared(
                connection, "INSERT INTO receipt (key, tenant, id, decision, hash, body) VALUES (?, ?, ?, ?, ?, ?)");
        addFacts = new Prepared(connection, "INSERT INTO facts (key, decision, agent, sealed) VALUES (?, ?, ?, ?)");
        addOpenRelease =
                new Prepared(connection, "INSERT INTO open_release (tenant, decision, agent) VALUES (?, ?, ?)");
        addOutcome = new Prepared(connection, "INSERT INTO outcome (tenant, decision, sequence) VALUES (?, ?, ?)");
        endRelease = new Prepared(connection, "DELETE FROM open_release WHERE tenant = ? AND decision = ?");
        addAnswer = new Prepared(
                connection,
                "INSERT INTO answer (key, tenant, fingerprint, agent, request, answer) VALUES (?, ?, ?, ?, ?, ?)");
        addNonce = new Prepared(
                connection, "INSERT INTO nonce (tenant, fingerprint, agent, nonce, time) VALUES (?, ?, ?, ?, ?)");
        findChain = new Prepared(connection, "SELECT size FROM chain WHERE tenant = ?");
        forgetNonces = new Prepared(
                connection,
                "DELETE FROM nonce WHERE time < ? AND number IN (SELECT number FROM nonce ORDER BY number LIMIT ?)");
        addApproval = new Prepared(
                connection,
                "INSERT INTO approval (key, tenant, id, decision, agent, session, tool, action, action_hash,"
                        + " approver_group, quorum, binding, status, created, expires, votes, sealed)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        setApproval = new Prepared(connection, "UPDATE approval SET status = ?, votes = ? WHERE tenant = ? AND id = ?");
        setSessionLabel = new Prepared(
                connection,
                "INSERT OR REPLACE INTO session_label (tenant, session, agent, trust, source, time)"
                        + " VALUES (?, ?, ?, ?, ?, ?)");
        setAgentLabel = new Prepared(
                connection,
                "INSERT OR REPLACE INTO agent_label (tenant, session, agent, trust, source, time)"
                        + " VALUES (?, ?, ?, ?, ?, ?)");
        addChange = new Prepared(connection, "INSERT INTO registry_change (number, key, change) VALUES (?, ?, ?)");
        addSubtree = new Prepared(connection, SubtreeBackfill.ADD);
        String itsReceipts = " WHERE key IN (SELECT key FROM receipt WHERE tenant = ? AND decision = ?)";
        eraseFacts = new Prepared(connection, "UPDATE facts SET sealed = NULL" + itsReceipts);
        eraseApproval = new Prepared(connection, "UPDATE approval SET action_hash = '', sealed = ?" + itsReceipts);
        eraseAnswer = new Prepared(connection, "DELETE FROM answer" + itsReceipts);
        addPolicy = new Prepared(connection, "INSERT OR REPLACE INTO policy (tenant, digest, change) VALUES (?, ?, ?)");
    }
}
