package dev.sallyport.store.gate;

/**
 * Every query through which anything is read for a caller; there is no other SQL that reads for one. Those of one tenant
 * either name the tenant's number or stay within its range of keys.
 */
public enum ReadQuery {
    FIRST_ANSWER(
            Reach.TENANT_NUMBER,
            "SELECT answer FROM answer WHERE tenant = ? AND fingerprint = ? AND agent = ? AND request = ?"),
    APPROVAL(Reach.TENANT_NUMBER, "SELECT " + Rows.APPROVAL_COLUMNS + " FROM approval WHERE tenant = ? AND id = ?"),
    APPROVALS(
            Reach.TENANT_KEYS,
            "SELECT " + Rows.APPROVAL_COLUMNS
                    + " FROM approval WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT ? OFFSET ?"),
    APPROVALS_OF_STATUS(
            Reach.TENANT_NUMBER,
            "SELECT " + Rows.APPROVAL_COLUMNS
                    + " FROM approval WHERE tenant = ? AND status = ? ORDER BY key DESC LIMIT ? OFFSET ?"),
    FACTS(
            Reach.TENANT_NUMBER,
            "SELECT f.key, f.agent, f.sealed FROM receipt r JOIN facts f ON f.key = r.key"
                    + " WHERE r.tenant = ? AND r.decision = ? AND f.decision = r.decision AND f.sealed IS NOT NULL"
                    + " ORDER BY r.key DESC LIMIT 1"),
    RECEIPT(Reach.TENANT_NUMBER, "SELECT " + Rows.RECEIPT_COLUMNS + " FROM receipt WHERE tenant = ? AND id = ?"),
    RECEIPTS(
            Reach.TENANT_KEYS,
            "SELECT " + Rows.RECEIPT_COLUMNS + " FROM receipt WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?"),
    NEWEST_RECEIPTS(
            Reach.TENANT_KEYS,
            "SELECT " + Rows.RECEIPT_COLUMNS + " FROM receipt WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT ?"),
    NEWEST_ACTS(
            Reach.TENANT_NUMBER,
            "SELECT " + Rows.RECEIPT_COLUMNS + " FROM receipt WHERE tenant = ? AND decision IS NULL"
                    + " ORDER BY key DESC LIMIT ? OFFSET ?"),
    RECEIPTS_OF(
            Reach.TENANT_NUMBER,
            "SELECT " + Rows.RECEIPT_COLUMNS + " FROM receipt WHERE tenant = ? AND decision = ? ORDER BY key"),
    TENANT_NUMBER(Reach.TENANT_ID, "SELECT t.number FROM tenant t WHERE t.id = ?"),
    TENANTS(Reach.EVERY_TENANT, "SELECT t.id FROM tenant t ORDER BY t.id"),
    TREE(Reach.TENANT_NUMBER, "SELECT tree FROM chain WHERE tenant = ?"),
    RECEIPT_COUNT(Reach.TENANT_NUMBER, "SELECT size FROM chain WHERE tenant = ?"),
    RECEIPT_HASHES(Reach.TENANT_KEYS, "SELECT key, hash FROM receipt WHERE key BETWEEN ? AND ? ORDER BY key"),
    RECEIPT_TILE(Reach.TENANT_KEYS, "SELECT key, hashes FROM receipt_tile WHERE key BETWEEN ? AND ? ORDER BY key"),
    SUBTREES(
            Reach.TENANT_NUMBER,
            "SELECT number, hash FROM subtree WHERE tenant = ? AND level = ? AND number BETWEEN ? AND ?"
                    + " ORDER BY number"),
    SESSION_LABELS(
            Reach.TENANT_NUMBER,
            "SELECT " + Rows.LABEL_COLUMNS
                    + " FROM session_label WHERE tenant = ? AND session = ? ORDER BY time, trust"),
    AGENT_LABELS(
            Reach.TENANT_NUMBER,
            "SELECT " + Rows.LABEL_COLUMNS
                    + " FROM agent_label WHERE tenant = ? AND agent = ? AND time >= ? ORDER BY time, trust"),
    POLICY(
            Reach.TENANT_NUMBER,
            "SELECT c.change FROM policy p JOIN registry_change c ON c.number = p.change"
                    + " WHERE p.tenant = ? AND p.digest = ?"),
    DECISIONS(Reach.TENANT_KEYS, "SELECT key, decision FROM facts WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?"),
    KEPT_DECISIONS(
            Reach.TENANT_KEYS,
            "SELECT key, decision, agent FROM facts WHERE key BETWEEN ? AND ? AND sealed IS NOT NULL"
                    + " ORDER BY key LIMIT ?"),
    EXPIRED_APPROVALS(
            Reach.EVERY_TENANT,
            "SELECT " + Rows.APPROVAL_COLUMNS + ", (SELECT t.id FROM tenant t WHERE t.number = approval.tenant)"
                    + " FROM approval WHERE status IN ('PENDING', 'APPROVED') AND expires <= ?"
                    + " ORDER BY expires LIMIT ?"),
    INSTALL_TREE(Reach.INSTALL, "SELECT tree FROM install_tree WHERE number = ?"),
    INSTALL_RECORDS(
            Reach.INSTALL, "SELECT number, record FROM install_leaf WHERE number BETWEEN ? AND ? ORDER BY number"),
    INSTALL_LEAF(
            Reach.TENANT_ID,
            "SELECT number, tenant, checkpoint FROM install_leaf WHERE tenant = ? AND number < ?"
                    + " ORDER BY number DESC LIMIT 1"),
    INSTALL_NEWEST(
            Reach.EVERY_TENANT,
            "SELECT t.number, t.tenant, l.checkpoint FROM install_tenant t JOIN install_leaf l ON l.number = t.number"),
    ANCHOR(
            Reach.INSTALL,
            "SELECT origin, size, time, holders, note FROM anchor WHERE origin = ? ORDER BY size DESC LIMIT 1"),
    DELIVERIES(
            Reach.TENANT_ID,
            "SELECT tenant, " + Rows.DELIVERY_COLUMNS + " FROM delivery WHERE tenant = ? AND approval = ?"
                    + " ORDER BY channel, revision"),
    DUE_DELIVERIES(
            Reach.EVERY_TENANT,
            "SELECT t.tenant, " + Rows.DELIVERY_COLUMNS + " FROM delivery t"
                    + " WHERE channel = ? AND state = 'WAITING' AND due <= ? ORDER BY due LIMIT ?"),
    NOTICES(
            Reach.TENANT_ID,
            "SELECT " + Rows.NOTICE_COLUMNS + " FROM notice t WHERE tenant = ? AND incident = ?"
                    + " ORDER BY destination, revision, kind"),
    DUE_NOTICES(
            Reach.EVERY_TENANT,
            "SELECT " + Rows.NOTICE_COLUMNS + " FROM notice t"
                    + " WHERE destination = ? AND state = 'WAITING' AND due <= ? AND NOT EXISTS (SELECT 1 FROM notice b"
                    + " WHERE b.tenant = t.tenant AND b.incident = t.incident AND b.destination = t.destination"
                    + " AND b.state = 'WAITING' AND (b.revision < t.revision"
                    + " OR (b.revision = t.revision AND b.kind < t.kind)) AND (b.attempts > 0 OR b.due <= ?))"
                    + " ORDER BY due, tenant, incident, revision, kind LIMIT ?"),
    DEAD_NOTICES(
            Reach.TENANT_ID,
            "SELECT " + Rows.NOTICE_COLUMNS + " FROM notice t WHERE tenant = ? AND state = 'DEAD'"
                    + " ORDER BY settled DESC LIMIT ?"),
    NOTICES_SINCE(
            Reach.TENANT_ID,
            "SELECT count(*) FROM notice"
                    + " WHERE tenant = ? AND destination = ? AND created >= ? AND kind = 1 AND state <> 'WITHDRAWN'"),
    SEARCHES(
            Reach.TENANT_ID,
            "SELECT id, owner, name, query, pinned, created FROM console_search WHERE tenant = ? ORDER BY id LIMIT ?"),
    VISITS(
            Reach.TENANT_ID,
            "SELECT at, id, kind, person, way, address, why FROM console_visit WHERE tenant = ?"
                    + " ORDER BY at DESC, id DESC LIMIT ?"),
    RESULT(
            Reach.TENANT_ID,
            "SELECT " + StoredResults.COLUMNS + " FROM result WHERE tenant = ? AND kind = ? AND name = ? AND run = ?"),
    RESULTS(
            Reach.TENANT_ID,
            "SELECT " + StoredResults.COLUMNS
                    + " FROM result WHERE tenant = ? AND kind = ? AND name = ? ORDER BY seq DESC LIMIT ?"),
    RESULT_NAMES(
            Reach.TENANT_ID, "SELECT DISTINCT name FROM result WHERE tenant = ? AND kind = ? ORDER BY name LIMIT ?"),
    SOC_MARK(Reach.TENANT_ID, "SELECT next, part, previous, snapshot FROM soc_mark WHERE tenant = ?"),
    SOC_ALERT(Reach.TENANT_ID, "SELECT body FROM soc_alert WHERE tenant = ? AND id = ?"),
    SOC_ALERTS(
            Reach.TENANT_ID,
            "SELECT body FROM soc_alert WHERE tenant = ? ORDER BY detected DESC, id DESC LIMIT ? OFFSET ?"),
    SOC_ALERTS_OF(
            Reach.TENANT_ID,
            "SELECT body FROM soc_alert WHERE tenant = ? AND incident = ? ORDER BY detected DESC, id DESC"
                    + " LIMIT ? OFFSET ?"),
    SOC_INCIDENT(Reach.TENANT_ID, "SELECT body FROM soc_incident WHERE tenant = ? AND id = ?"),
    SOC_INCIDENTS(
            Reach.TENANT_ID,
            "SELECT body FROM soc_incident WHERE tenant = ? ORDER BY updated DESC, id DESC LIMIT ? OFFSET ?"),
    SOC_OPEN_INCIDENTS(
            Reach.TENANT_ID,
            "SELECT body FROM soc_incident WHERE tenant = ? AND open = 1 ORDER BY updated DESC, id DESC"
                    + " LIMIT ? OFFSET ?"),
    SOC_NARRATIVE(Reach.TENANT_ID, "SELECT body FROM soc_narrative WHERE tenant = ? AND incident = ?"),
    SOC_STEPS(Reach.TENANT_ID, "SELECT body FROM soc_step WHERE tenant = ? AND incident = ? ORDER BY id"),
    SOC_DUE_STEPS(Reach.TENANT_ID, "SELECT body FROM soc_step WHERE tenant = ? AND due <= ? ORDER BY due LIMIT ?"),
    SOC_BEGUN_STEPS(
            Reach.TENANT_ID, "SELECT body FROM soc_step WHERE tenant = ? AND begun >= ? ORDER BY begun LIMIT ?"),
    SOC_STANDING_STEPS(
            Reach.TENANT_ID,
            "SELECT body FROM soc_step WHERE tenant = ? AND target = ? AND stands = 1 ORDER BY id LIMIT ?"),
    OPEN_RELEASES(
            Reach.EVERY_TENANT,
            "SELECT t.id, o.decision, o.agent FROM open_release o JOIN tenant t ON t.number = o.tenant");

    /** Whose rows a query can see. */
    public enum Reach {
        /** One tenant's, by {@code tenant = ?}. */
        TENANT_NUMBER,
        /** One tenant's, by the first and last key of its range. */
        TENANT_KEYS,
        /** One tenant's, by its id. */
        TENANT_ID,
        /** The install's own: hashes and checkpoints of its own log, which say nothing of a tenant. */
        INSTALL,
        /** All tenants': housekeeping, whose rows name their tenant. */
        EVERY_TENANT
    }

    private final Reach reach;
    private final String sql;

    ReadQuery(Reach reach, String sql) {
        this.reach = reach;
        this.sql = sql;
    }

    /** Whose rows it can see. */
    public Reach reach() {
        return reach;
    }

    /** The statement. */
    public String sql() {
        return sql;
    }
}
