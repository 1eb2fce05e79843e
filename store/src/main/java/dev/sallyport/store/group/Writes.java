package dev.sallyport.store.group;

import dev.sallyport.ledger.tile.TileAddress;
import java.sql.SQLException;

/**
 * Every statement that changes rows for a commit. The SQL is what SQLite and PostgreSQL have in common, save two.
 */
public final class Writes {
    /** Keeps a hash over a complete subtree. */
    public static final String ADD_SUBTREE = "INSERT INTO subtree (tenant, level, number, hash) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (tenant, level, number) DO UPDATE SET hash = excluded.hash";

    /** Facts, first answer and approval lie under the keys of the decision's receipts. */
    private static final String OF_DECISION =
            " WHERE key IN (SELECT key FROM receipt WHERE tenant = ? AND decision = ?)";

    final Write addTenant;
    final Write addReceipt;
    final Write addReceiptTile;
    final Write addFacts;
    final Write addOpenRelease;
    final Write addOutcome;
    final Write endRelease;
    final Write addAnswer;
    final Write addNonce;
    final Write forgetNonces;
    final Write addApproval;
    final Write setApproval;
    final Write setSessionLabel;
    final Write setAgentLabel;
    final Write addChange;
    final Write addPolicy;
    final Write addSubtree;
    final Write setChain;
    final Write eraseFacts;
    final Write eraseApproval;
    final Write eraseAnswer;

    /**
     * Makes each once, in an order in which they may also be run kind by kind: what others change is added first.
     */
    public Writes(Write.Maker make, Dialect dialect) throws SQLException {
        addTenant = make.of("INSERT INTO tenant (number, id) VALUES (?, ?)");
        addReceipt = make.of("INSERT INTO receipt (key, tenant, id, decision, hash, body) VALUES (?, ?, ?, ?, ?, ?)");
        addReceiptTile = make.of("INSERT INTO receipt_tile (key, hashes) SELECT min(key), " + dialect.hashesJoined()
                + " FROM receipt WHERE key BETWEEN ? AND ? HAVING count(*) = " + TileAddress.FULL);
        addFacts = make.of("INSERT INTO facts (key, decision, agent, sealed) VALUES (?, ?, ?, ?)");
        addOpenRelease = make.of("INSERT INTO open_release (tenant, decision, agent) VALUES (?, ?, ?)");
        addOutcome = make.of("INSERT INTO outcome (tenant, decision, sequence) VALUES (?, ?, ?)");
        endRelease = make.of("DELETE FROM open_release WHERE tenant = ? AND decision = ?");
        addAnswer = make.of(
                "INSERT INTO answer (key, tenant, fingerprint, agent, request, answer) VALUES (?, ?, ?, ?, ?, ?)");
        addNonce = make.of("INSERT INTO nonce (tenant, fingerprint, agent, nonce, time) VALUES (?, ?, ?, ?, ?)");
        forgetNonces = make.of("DELETE FROM nonce WHERE time < ? AND number IN"
                + " (SELECT number FROM nonce ORDER BY number LIMIT ?" + dialect.skippingLocked() + ")");
        addApproval =
                make.of("INSERT INTO approval (key, tenant, id, decision, agent, session, tool, action, action_hash,"
                        + " approver_group, quorum, binding, status, created, expires, votes, sealed)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        setApproval = make.of("UPDATE approval SET status = ?, votes = ? WHERE tenant = ? AND id = ?");
        setSessionLabel = make.of(label("session_label", "session", "agent"));
        setAgentLabel = make.of(label("agent_label", "agent", "session"));
        addChange = make.of("INSERT INTO registry_change (number, key, change) VALUES (?, ?, ?)");
        addPolicy = make.of("INSERT INTO policy (tenant, digest, change) VALUES (?, ?, ?)"
                + " ON CONFLICT (tenant, digest) DO UPDATE SET change = excluded.change");
        addSubtree = make.of(ADD_SUBTREE);
        setChain = make.of(
                "INSERT INTO chain (tenant, size, head, tree) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (tenant) DO UPDATE SET size = excluded.size, head = excluded.head, tree = excluded.tree");
        eraseFacts = make.of("UPDATE facts SET sealed = NULL" + OF_DECISION);
        eraseApproval = make.of("UPDATE approval SET action_hash = '', sealed = ?" + OF_DECISION);
        eraseAnswer = make.of("DELETE FROM answer" + OF_DECISION);
    }

    private static String label(String table, String of, String last) {
        return "INSERT INTO " + table + " (tenant, session, agent, trust, source, time) VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (tenant, " + of + ", trust) DO UPDATE SET " + last + " = excluded." + last
                + ", source = excluded.source, time = excluded.time";
    }
}
