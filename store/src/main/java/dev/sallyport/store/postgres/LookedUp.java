package dev.sallyport.store.postgres;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.gate.Rows;
import dev.sallyport.store.group.Fingerprint;
import dev.sallyport.store.group.Known;
import dev.sallyport.store.group.Pending;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a group names, looked up at once under its locks: a query for each kind instead of each commit. What the group's
 * own commits add is noted as they go. Writer thread only.
 */
final class LookedUp implements Known {
    private static final String ONCE =
            " JOIN unnest(?::integer[], ?::bigint[], ?::text[], ?::text[]) AS w (wanted_tenant, print, wanted_agent, name)"
                    + " ON tenant = wanted_tenant AND fingerprint = print AND agent = wanted_agent AND ";
    private static final String NAMED =
            " JOIN unnest(?::integer[], ?::text[]) AS w (wanted_tenant, name) ON tenant = wanted_tenant AND ";

    private record Once(int tenant, String agent, String name) {
        static Once of(int tenant, AgentId agent, String name) {
            return new Once(tenant, agent.value(), name);
        }
    }

    private record Named(int tenant, String name) {}

    private final Prepared findAnswers;
    private final Prepared findNonces;
    private final Prepared findOutcomes;
    private final Prepared findApprovals;
    private final Map<Once, byte[]> answers = new HashMap<>();
    private final Set<Once> nonces = new HashSet<>();
    private final Set<Named> outcomes = new HashSet<>();
    private final Map<Named, Approval> approvals = new HashMap<>();

    LookedUp(Connection connection) throws SQLException {
        findAnswers =
                new Prepared(connection, "SELECT tenant, agent, request, answer FROM answer" + ONCE + "request = name");
        findNonces = new Prepared(connection, "SELECT tenant, agent, nonce FROM nonce" + ONCE + "nonce = name");
        findOutcomes = new Prepared(connection, "SELECT tenant, decision FROM outcome" + NAMED + "decision = name");
        findApprovals = new Prepared(
                connection, "SELECT " + Rows.APPROVAL_COLUMNS + ", tenant FROM approval" + NAMED + "id = name");
    }

    /** Looks up what the group names of tenants that have a number. */
    void load(List<Pending> group, Map<TenantId, Integer> numbers) throws SQLException {
        answers.clear();
        nonces.clear();
        outcomes.clear();
        approvals.clear();
        Set<Once> requests = new HashSet<>();
        Set<Once> wantedNonces = new HashSet<>();
        Set<Named> decisions = new HashSet<>();
        Map<Named, TenantId> wantedApprovals = new HashMap<>();
        for (Pending pending : group) {
            Commit commit = pending.commit();
            Integer tenant = numbers.get(commit.tenant());
            if (tenant != null) {
                commit.request().ifPresent(r -> requests.add(Once.of(tenant, r.agent(), r.requestId())));
                commit.nonce().ifPresent(n -> wantedNonces.add(Once.of(tenant, n.agent(), n.nonce())));
                commit.outcomeOf().ifPresent(d -> decisions.add(new Named(tenant, d.value())));
                commit.approval()
                        .map(ApprovalStep::id)
                        .ifPresent(id -> wantedApprovals.put(new Named(tenant, id.value()), commit.tenant()));
            }
        }
        answers(requests);
        nonces(wantedNonces);
        outcomes(decisions);
        approvals(wantedApprovals);
    }

    private void answers(Set<Once> wanted) throws SQLException {
        if (!wanted.isEmpty()) {
            try (ResultSet rows = findAnswers.rows(columns(List.copyOf(wanted)))) {
                while (rows.next()) {
                    answers.put(new Once(rows.getInt(1), rows.getString(2), rows.getString(3)), rows.getBytes(4));
                }
            }
        }
    }

    private void nonces(Set<Once> wanted) throws SQLException {
        if (!wanted.isEmpty()) {
            try (ResultSet rows = findNonces.rows(columns(List.copyOf(wanted)))) {
                while (rows.next()) {
                    nonces.add(new Once(rows.getInt(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
    }

    private void outcomes(Set<Named> wanted) throws SQLException {
        if (!wanted.isEmpty()) {
            try (ResultSet rows = findOutcomes.rows(names(List.copyOf(wanted)))) {
                while (rows.next()) {
                    outcomes.add(new Named(rows.getInt(1), rows.getString(2)));
                }
            }
        }
    }

    private void approvals(Map<Named, TenantId> wanted) throws SQLException {
        if (!wanted.isEmpty()) {
            try (ResultSet rows = findApprovals.rows(names(List.copyOf(wanted.keySet())))) {
                while (rows.next()) {
                    Named key = new Named(rows.getInt(16), rows.getString(1));
                    TenantId tenant = wanted.get(key);
                    if (tenant != null) {
                        approvals.put(key, Rows.approval(tenant, rows));
                    }
                }
            }
        }
    }

    private static Object[] columns(List<Once> wanted) {
        return new Object[] {
            wanted.stream().mapToInt(Once::tenant).toArray(),
            wanted.stream()
                    .mapToLong(w -> Fingerprint.of(new AgentId(w.agent()), w.name()))
                    .toArray(),
            wanted.stream().map(Once::agent).toArray(String[]::new),
            wanted.stream().map(Once::name).toArray(String[]::new)
        };
    }

    private static Object[] names(List<Named> wanted) {
        return new Object[] {
            wanted.stream().mapToInt(Named::tenant).toArray(),
            wanted.stream().map(Named::name).toArray(String[]::new)
        };
    }

    @Override
    public Optional<byte[]> answer(int tenant, Commit.RequestOnce once) {
        return Optional.ofNullable(answers.get(Once.of(tenant, once.agent(), once.requestId())));
    }

    @Override
    public boolean nonce(int tenant, Commit.NonceOnce once) {
        return nonces.contains(Once.of(tenant, once.agent(), once.nonce()));
    }

    @Override
    public boolean outcome(int tenant, DecisionId decision) {
        return outcomes.contains(new Named(tenant, decision.value()));
    }

    @Override
    public Optional<Approval> approval(TenantId tenant, int number, ApprovalId id) {
        return Optional.ofNullable(approvals.get(new Named(number, id.value())));
    }

    @Override
    public void wrote(int tenant, Commit commit, Optional<Approval> approval) {
        commit.request().ifPresent(r -> answers.put(Once.of(tenant, r.agent(), r.requestId()), r.answer()));
        commit.nonce().ifPresent(n -> nonces.add(Once.of(tenant, n.agent(), n.nonce())));
        commit.outcomeOf().ifPresent(d -> outcomes.add(new Named(tenant, d.value())));
        approval.ifPresent(a -> approvals.put(new Named(tenant, a.id().value()), a));
    }
}
