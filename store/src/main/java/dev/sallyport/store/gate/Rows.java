package dev.sallyport.store.gate;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.delivery.Delivery;
import dev.sallyport.gate.delivery.Owed;
import dev.sallyport.gate.delivery.Revision;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.group.Key;
import dev.sallyport.store.group.VoteText;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How rows become values; the one place that knows the order of columns. */
public final class Rows {
    /** What {@link #approval} reads. */
    public static final String APPROVAL_COLUMNS =
            "id, decision, agent, session, tool, action, action_hash, approver_group,"
                    + " quorum, binding, status, created, expires, votes, sealed";

    static final String RECEIPT_COLUMNS = "key, id, hash, body";
    static final String LABEL_COLUMNS = "session, agent, trust, source, time";

    /** What is read of a delivery after its tenant. */
    static final String DELIVERY_COLUMNS =
            "approval, channel, revision, state, attempts, created, expires, settled, reference, why";

    /** What is read of a notice; the last is how the destination names what it was told of the incident. */
    static final String NOTICE_COLUMNS =
            "t.tenant, t.incident, t.destination, t.revision, t.kind, t.notice, t.state, t.attempts, t.creating, t.created,"
                    + " t.first_due, t.settled, t.reference, t.why, COALESCE((SELECT e.reference FROM notice e"
                    + " WHERE e.tenant = t.tenant AND e.incident = t.incident AND e.destination = t.destination"
                    + " AND e.state = 'ACCEPTED' ORDER BY e.revision DESC, e.kind DESC LIMIT 1), '')";

    private Rows() {}

    /** The approval of a row. */
    public static Approval approval(TenantId tenant, ResultSet row) throws SQLException {
        String status = row.getString(11);
        return new Approval(
                tenant,
                new ApprovalId(row.getString(1)),
                new DecisionId(row.getString(2)),
                new AgentId(row.getString(3)),
                new SessionId(row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getInt(9),
                row.getString(10),
                ApprovalStatus.byWire(status)
                        .orElseThrow(() -> new StoreProblem(
                                StoreProblem.Code.CHAIN_BROKEN, "an approval has the unknown status `" + status + "`")),
                row.getLong(12),
                row.getLong(13),
                VoteText.read(row.getBytes(14)),
                row.getBytes(15));
    }

    static SealedReceipt receipt(ResultSet row) throws SQLException {
        return new SealedReceipt(row.getBytes(4), row.getBytes(3), Key.sequence(row.getLong(1)), row.getString(2));
    }

    static Records.SessionLabel label(ResultSet row) throws SQLException {
        return new Records.SessionLabel(
                new SessionId(row.getString(1)),
                new AgentId(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getLong(5));
    }

    static Owed delivery(ResultSet row) throws SQLException {
        Delivery.Key key = new Delivery.Key(
                new TenantId(row.getString(1)),
                new ApprovalId(row.getString(2)),
                row.getString(3),
                Revision.of(row.getInt(4)));
        return new Owed(
                new Delivery(key, row.getLong(7), row.getLong(8)),
                Owed.State.valueOf(row.getString(5)),
                row.getInt(6),
                row.getLong(9),
                row.getString(10),
                row.getString(11));
    }
}
