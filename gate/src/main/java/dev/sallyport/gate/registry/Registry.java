package dev.sallyport.gate.registry;

import dev.sallyport.gate.containment.Containments;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who and what stands where, as one immutable image. A judgement reads one image from beginning to end, so standing and
 * epoch can't disagree; {@link #apply} gives the next image. Safe to share between threads.
 */
public final class Registry {
    /** The image of an install nobody has set up yet. */
    public static final Registry EMPTY = new Registry(new RegistryDraft());

    /** A name within a tenant. */
    record Key(TenantId tenant, String name) {}

    /** What a duty is about, within a tenant. */
    record DutyKey(TenantId tenant, Duty.Kind kind, String name) {}

    final Map<Key, Agent> agents;
    final Map<String, Agent> agentsByToken;
    final Map<Key, Server> servers;
    final Map<Key, Approver> approvers;
    final Map<String, Approver> approversByCredential;
    final Map<Key, Invitation> invitations;
    final Map<String, StaffKey> staff;
    final Map<TenantId, PolicyStanding> policies;
    /** By tenant and {@code name@version}: the digest of the bundle that had it first. */
    final Map<Key, String> versions;

    final Map<Key, Grant> grants;
    final Map<Key, Passkey> passkeys;
    final Map<Key, BreakGlass> broken;
    final Map<Key, Preview> previews;
    final Map<Key, Boolean> frozenSessions;
    final Map<Scope, Long> epochs;
    final Map<TenantId, ShieldSettings> shields;
    final Map<TenantId, List<PlantedCanary>> canaries;
    final Map<DutyKey, Duty> duties;
    final Map<TenantId, Containments> contained;
    /** By the session's id, or by the person for all of them. */
    final Map<Key, SessionEnd> ended;

    Registry(RegistryDraft draft) {
        agents = Collections.unmodifiableMap(draft.agents);
        agentsByToken = Collections.unmodifiableMap(draft.agentsByToken);
        servers = Collections.unmodifiableMap(draft.servers);
        approvers = Collections.unmodifiableMap(draft.approvers);
        approversByCredential = Collections.unmodifiableMap(draft.approversByCredential);
        invitations = Collections.unmodifiableMap(draft.invitations);
        staff = Collections.unmodifiableMap(draft.staff);
        policies = Collections.unmodifiableMap(draft.policies);
        versions = Collections.unmodifiableMap(draft.versions);
        grants = Collections.unmodifiableMap(draft.grants);
        passkeys = Collections.unmodifiableMap(draft.passkeys);
        broken = Collections.unmodifiableMap(draft.broken);
        previews = Collections.unmodifiableMap(draft.previews);
        frozenSessions = Collections.unmodifiableMap(draft.frozenSessions);
        epochs = Collections.unmodifiableMap(draft.epochs);
        shields = Collections.unmodifiableMap(draft.shields);
        canaries = Collections.unmodifiableMap(draft.canaries);
        duties = Collections.unmodifiableMap(draft.duties);
        contained = Collections.unmodifiableMap(draft.contained);
        ended = Collections.unmodifiableMap(draft.ended);
    }

    /** Returns the agent with that id. */
    public Optional<Agent> agent(TenantId tenant, AgentId id) {
        return Optional.ofNullable(agents.get(new Key(tenant, id.value())));
    }

    /** Returns the agent its owner registered under that key. */
    public Optional<Agent> agentByKey(TenantId tenant, String key) {
        return agents.values().stream()
                .filter(a -> a.tenant().equals(tenant) && a.key().equals(key))
                .findFirst();
    }

    /** Returns the agent whose token has that SHA-256, of whatever status. */
    public Optional<Agent> agentByToken(String tokenHash) {
        return Optional.ofNullable(agentsByToken.get(tokenHash));
    }

    /** Returns the tenant's agents, in no particular order. */
    public Collection<Agent> agents(TenantId tenant) {
        return agents.values().stream().filter(a -> a.tenant().equals(tenant)).toList();
    }

    /** Returns the server known under that key. */
    public Optional<Server> server(TenantId tenant, String key) {
        return Optional.ofNullable(servers.get(new Key(tenant, key)));
    }

    /** Returns the tenant's servers, in no particular order. */
    public Collection<Server> servers(TenantId tenant) {
        return servers.values().stream().filter(s -> s.tenant().equals(tenant)).toList();
    }

    /** Returns the person enrolled under that name, however it is spelled. */
    public Optional<Approver> approver(TenantId tenant, PersonId person) {
        return Optional.ofNullable(approvers.get(new Key(tenant, person.folded())));
    }

    /** Returns the open invitation of that person, expired or not. */
    public Optional<Invitation> invitation(TenantId tenant, PersonId person) {
        return Optional.ofNullable(invitations.get(new Key(tenant, person.folded())));
    }

    /** Returns the open invitation whose code has that SHA-256, expired or not. */
    public Optional<Invitation> invitationByCode(String codeHash) {
        return invitations.values().stream()
                .filter(i -> i.codeHash().equals(codeHash))
                .findFirst();
    }

    /** Returns the tenant's open invitations, in no particular order. */
    public Collection<Invitation> invitations(TenantId tenant) {
        return invitations.values().stream()
                .filter(i -> i.tenant().equals(tenant))
                .toList();
    }

    /** Returns the person whose credential has that SHA-256. */
    public Optional<Approver> approverByCredential(String credentialHash) {
        return Optional.ofNullable(approversByCredential.get(credentialHash));
    }

    /** Returns the tenant's approvers, in no particular order. */
    public Collection<Approver> approvers(TenantId tenant) {
        return approvers.values().stream()
                .filter(a -> a.tenant().equals(tenant))
                .toList();
    }

    /** Whether a person's session of that id, which began then, was ended by somebody. */
    public boolean sessionEnded(TenantId tenant, PersonId person, String session, long startedMillis) {
        SessionEnd all = ended.get(new Key(tenant, RegistryDraft.everySession(person)));
        SessionEnd one = ended.get(new Key(tenant, session));
        return (one != null && one.person().equals(person)) || (all != null && startedMillis <= all.timeMillis());
    }

    /** Returns the operator or enrolment key with that SHA-256. */
    public Optional<StaffKey> staffKey(String hash) {
        return Optional.ofNullable(staff.get(hash));
    }

    /** Returns the tenant's active policy bundle. */
    public Optional<PolicySource> policy(TenantId tenant) {
        return policies(tenant).map(PolicyStanding::active);
    }

    /** Returns the tenant's policies: in force, on trial, and before. */
    public Optional<PolicyStanding> policies(TenantId tenant) {
        return Optional.ofNullable(policies.get(tenant));
    }

    /**
     * Whether a bundle may come into force or on trial as far as its name goes: no other bundle of the tenant ever had the same name
     * and version. A change that brings one nevertheless leaves the policies as they were.
     */
    public boolean isFree(PolicySource policy) {
        return policy.named()
                .map(manifest -> versions.get(new Key(policy.tenant(), manifest.label())))
                .filter(holder -> !holder.equals(policy.digest()))
                .isEmpty();
    }

    /** Returns the tenant's remembered approvals, expired ones too, in no particular order. */
    public Collection<Grant> grants(TenantId tenant) {
        return grants.isEmpty()
                ? List.of()
                : grants.values().stream()
                        .filter(g -> g.tenant().equals(tenant))
                        .toList();
    }

    /** Returns the person's passkeys, in no particular order. */
    public Collection<Passkey> passkeys(TenantId tenant, PersonId person) {
        return passkeys.values().stream()
                .filter(p -> p.tenant().equals(tenant) && p.person().equals(person))
                .toList();
    }

    /** Returns the break-glass with that id, over or not. */
    public Optional<BreakGlass> breakGlass(TenantId tenant, String id) {
        return Optional.ofNullable(broken.get(new Key(tenant, id)));
    }

    /** Returns the tenant's break-glasses, over or not, in no particular order. */
    public Collection<BreakGlass> breakGlasses(TenantId tenant) {
        return broken.values().stream().filter(b -> b.tenant().equals(tenant)).toList();
    }

    /** Returns the open previews of every tenant, over by time or not, in no particular order. */
    public Collection<Preview> previews() {
        return previews.values();
    }

    /** Returns the tenants that have an active policy. */
    public Collection<TenantId> tenants() {
        return policies.keySet();
    }

    /** Returns how the tenant's shields are set. */
    public ShieldSettings shields(TenantId tenant) {
        return shields.getOrDefault(tenant, ShieldSettings.NONE);
    }

    /** Returns the tenant's planted canaries, the oldest first; the same list as long as none is planted or removed. */
    public List<PlantedCanary> canaries(TenantId tenant) {
        return canaries.getOrDefault(tenant, List.of());
    }

    /** Returns how far that rule or playbook may go, if it was ever said. */
    public Optional<Duty> duty(TenantId tenant, Duty.Kind kind, String name) {
        return Optional.ofNullable(duties.get(new DutyKey(tenant, kind, name)));
    }

    /** Returns what stands against whom in the tenant, short of freezes. */
    public Containments containments(TenantId tenant) {
        return contained.isEmpty() ? Containments.NONE : contained.getOrDefault(tenant, Containments.NONE);
    }

    /** Whether the session is frozen. */
    public boolean sessionFrozen(TenantId tenant, SessionId session) {
        return frozenSessions.containsKey(new Key(tenant, session.value()));
    }

    /** Returns the scope's epoch: how often its standing has changed, 0 if never. */
    public long epoch(Scope scope) {
        return epochs.getOrDefault(scope, 0L);
    }

    /** Returns the image after the change. A change of something unknown is an error of the caller. */
    public Registry apply(RegistryChange change) {
        RegistryDraft next = new RegistryDraft(this);
        switch (change) {
            case RegistryChange.IssueStaffKey c -> next.staff.put(c.key().hash(), c.key());
            case RegistryChange.RegisterAgent c -> next.put(c.agent());
            case RegistryChange.SetAgentStatus c ->
                next.put(known(agent(c.tenant(), c.agent()), "agent", c.agent().value())
                        .withStatus(c.status()));
            case RegistryChange.SetAgentSpeaks c ->
                next.put(known(agent(c.tenant(), c.agent()), "agent", c.agent().value())
                        .withSpeaksForUser(c.speaks()));
            case RegistryChange.SetAgentGrants c ->
                next.put(known(agent(c.tenant(), c.agent()), "agent", c.agent().value())
                        .withGrants(c.grants()));
            case RegistryChange.PlantCanary c -> next.plant(c.tenant(), c.canary());
            case RegistryChange.RemoveCanary c -> next.remove(c.tenant(), c.canary());
            case RegistryChange.SetShield c ->
                next.shields.put(c.tenant(), shields(c.tenant()).with(c.shield(), c.setting()));
            case RegistryChange.SetCellShield c ->
                next.shields.put(c.tenant(), shields(c.tenant()).with(c.cell(), c.shield(), c.setting()));
            case RegistryChange.SetSessionFrozen c -> {
                Key key = new Key(c.tenant(), c.session().value());
                if (c.frozen()) {
                    next.frozenSessions.put(key, true);
                } else {
                    next.frozenSessions.remove(key);
                }
            }
            case RegistryChange.RegisterServer c ->
                next.put(server(c.tenant(), c.server())
                        .map(s -> s.registered(c.strict(), c.url()))
                        .orElseGet(() -> new Server(c.tenant(), c.server(), c.strict(), false, c.url(), Map.of())));
            case RegistryChange.PinTools c ->
                next.put(known(server(c.tenant(), c.server()), "server", c.server())
                        .withTools(c.tools()));
            case RegistryChange.SetQuarantine c ->
                next.put(known(server(c.tenant(), c.server()), "server", c.server())
                        .withQuarantine(c.quarantined()));
            case RegistryChange.InviteApprover c -> next.put(c.invitation());
            case RegistryChange.EnrolApprover c -> next.put(c.approver());
            case RegistryChange.EnrolPasskey c ->
                next.passkeys.put(new Key(c.tenant(), c.passkey().id()), c.passkey());
            case RegistryChange.SetBreakGlass c -> {
                next.broken
                        .values()
                        .removeIf(old -> old.untilMillis() <= c.glass().openedMillis());
                next.broken.put(new Key(c.tenant(), c.glass().id()), c.glass());
            }
            case RegistryChange.SetRoles c ->
                next.change(known(
                                approver(c.tenant(), c.person()),
                                "person",
                                c.person().value())
                        .with(c.roles(), c.groups()));
            case RegistryChange.EndSessions c -> next.end(c.tenant(), c.end());
            case RegistryChange.RetireApprover c -> next.retire(c.tenant(), c.person());
            case RegistryChange.ActivatePolicy c ->
                next.bring(
                        c.policy(),
                        policies(c.tenant())
                                .map(p -> p.activating(c.policy()))
                                .orElseGet(() -> PolicyStanding.first(c.policy())));
            case RegistryChange.StagePolicy c ->
                next.bring(
                        c.staged().policy(),
                        known(
                                        policies(c.tenant()),
                                        "policy of tenant",
                                        c.tenant().value())
                                .staging(c.staged()));
            case RegistryChange.PromotePolicy c ->
                next.policies.computeIfPresent(c.tenant(), (t, p) -> p.promoting(c.digest()));
            case RegistryChange.RollBackPolicy c ->
                next.policies.computeIfPresent(c.tenant(), (t, p) -> p.rollingBack(c.digest()));
            case RegistryChange.RememberApproval c -> {
                next.grants
                        .values()
                        .removeIf(old -> old.expiresMillis() <= c.grant().createdMillis());
                next.grants.put(new Key(c.tenant(), c.grant().id()), c.grant());
            }
            case RegistryChange.RevokeGrant c -> next.grants.remove(new Key(c.tenant(), c.grant()));
            case RegistryChange.SetDuty c ->
                next.duties.merge(
                        new DutyKey(c.tenant(), c.duty().kind(), c.duty().name()),
                        c.duty(),
                        (old, now) -> c.act() == Duty.Act.PROVE ? old.provenAs(now) : now);
            case RegistryChange.OpenPreview c -> {
                next.put(c.agent());
                next.previews.put(new Key(c.tenant(), c.preview().id()), c.preview());
            }
            case RegistryChange.ClosePreview c -> {
                next.previews.remove(new Key(c.tenant(), c.preview()));
                agent(c.tenant(), c.agent()).ifPresent(a -> next.put(a.withStatus(AgentStatus.REVOKED)));
            }
            case RegistryChange.Contain c ->
                next.contain(c.tenant(), containments(c.tenant()).with(c.containment()));
            case RegistryChange.EndContainment c ->
                next.contain(
                        c.tenant(), containments(c.tenant()).without(c.measure().key()));
        }
        change.moves().forEach(scope -> next.epochs.merge(scope, 1L, Long::sum));
        return new Registry(next);
    }

    private static <T> T known(Optional<T> thing, String what, String name) {
        return thing.orElseThrow(() -> new IllegalArgumentException("no " + what + " `" + name + "` is registered"));
    }
}
