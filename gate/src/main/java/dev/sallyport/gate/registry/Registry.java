package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who and what stands where, as one immutable image. A judgement reads one image from beginning to end, so standing and
 * epoch can't disagree; {@link #apply} gives the next image. Safe to share between threads.
 */
public final class Registry {
    /** The image of an install nobody has set up yet. */
    public static final Registry EMPTY = new Registry(
            Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
            Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    private record Key(TenantId tenant, String name) {}

    private final Map<Key, Agent> agents;
    private final Map<String, Agent> agentsByToken;
    private final Map<Key, Server> servers;
    private final Map<Key, Approver> approvers;
    private final Map<String, Approver> approversByCredential;
    private final Map<Key, Invitation> invitations;
    private final Map<String, StaffKey> staff;
    private final Map<TenantId, PolicyStanding> policies;
    /** By tenant and {@code name@version}: the digest of the bundle that had it first. */
    private final Map<Key, String> versions;

    private final Map<Key, Grant> grants;
    private final Map<Key, Passkey> passkeys;
    private final Map<Key, BreakGlass> broken;
    private final Map<Key, Preview> previews;
    private final Map<Key, Boolean> frozenSessions;
    private final Map<Scope, Long> epochs;

    private Registry(
            Map<Key, Agent> agents,
            Map<String, Agent> agentsByToken,
            Map<Key, Server> servers,
            Map<Key, Approver> approvers,
            Map<String, Approver> approversByCredential,
            Map<Key, Invitation> invitations,
            Map<String, StaffKey> staff,
            Map<TenantId, PolicyStanding> policies,
            Map<Key, String> versions,
            Map<Key, Grant> grants,
            Map<Key, Passkey> passkeys,
            Map<Key, BreakGlass> broken,
            Map<Key, Preview> previews,
            Map<Key, Boolean> frozenSessions,
            Map<Scope, Long> epochs) {
        this.agents = agents;
        this.agentsByToken = agentsByToken;
        this.servers = servers;
        this.approvers = approvers;
        this.approversByCredential = approversByCredential;
        this.invitations = invitations;
        this.staff = staff;
        this.policies = policies;
        this.versions = versions;
        this.grants = grants;
        this.passkeys = passkeys;
        this.broken = broken;
        this.previews = previews;
        this.frozenSessions = frozenSessions;
        this.epochs = epochs;
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
        Draft next = new Draft(this);
        switch (change) {
            case RegistryChange.IssueStaffKey c -> next.staff.put(c.key().hash(), c.key());
            case RegistryChange.RegisterAgent c -> next.put(c.agent());
            case RegistryChange.SetAgentStatus c ->
                next.put(known(agent(c.tenant(), c.agent()), "agent", c.agent().value())
                        .withStatus(c.status()));
            case RegistryChange.SetAgentSpeaks c ->
                next.put(known(agent(c.tenant(), c.agent()), "agent", c.agent().value())
                        .withSpeaksForUser(c.speaks()));
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
            case RegistryChange.OpenPreview c -> {
                next.put(c.agent());
                next.previews.put(new Key(c.tenant(), c.preview().id()), c.preview());
            }
            case RegistryChange.ClosePreview c -> {
                next.previews.remove(new Key(c.tenant(), c.preview()));
                agent(c.tenant(), c.agent()).ifPresent(a -> next.put(a.withStatus(AgentStatus.REVOKED)));
            }
        }
        change.moves().forEach(scope -> next.epochs.merge(scope, 1L, Long::sum));
        return next.seal();
    }

    private static <T> T known(Optional<T> thing, String what, String name) {
        return thing.orElseThrow(() -> new IllegalArgumentException("no " + what + " `" + name + "` is registered"));
    }

    /** The mutable copy a change works on; confined to {@link #apply}. */
    private static final class Draft {
        final Map<Key, Agent> agents;
        final Map<String, Agent> agentsByToken;
        final Map<Key, Server> servers;
        final Map<Key, Approver> approvers;
        final Map<String, Approver> approversByCredential;
        final Map<Key, Invitation> invitations;
        final Map<String, StaffKey> staff;
        final Map<TenantId, PolicyStanding> policies;
        final Map<Key, String> versions;
        final Map<Key, Grant> grants;
        final Map<Key, Passkey> passkeys;
        final Map<Key, BreakGlass> broken;
        final Map<Key, Preview> previews;
        final Map<Key, Boolean> frozenSessions;
        final Map<Scope, Long> epochs;

        Draft(Registry from) {
            agents = new HashMap<>(from.agents);
            agentsByToken = new HashMap<>(from.agentsByToken);
            servers = new HashMap<>(from.servers);
            approvers = new HashMap<>(from.approvers);
            approversByCredential = new HashMap<>(from.approversByCredential);
            invitations = new HashMap<>(from.invitations);
            staff = new HashMap<>(from.staff);
            policies = new HashMap<>(from.policies);
            versions = new HashMap<>(from.versions);
            grants = new HashMap<>(from.grants);
            passkeys = new HashMap<>(from.passkeys);
            broken = new HashMap<>(from.broken);
            previews = new HashMap<>(from.previews);
            frozenSessions = new HashMap<>(from.frozenSessions);
            epochs = new HashMap<>(from.epochs);
        }

        void bring(PolicySource policy, PolicyStanding then) {
            String holder = policy.named()
                    .map(manifest -> versions.putIfAbsent(new Key(policy.tenant(), manifest.label()), policy.digest()))
                    .orElse(policy.digest());
            if (holder.equals(policy.digest())) {
                policies.put(policy.tenant(), then);
            }
        }

        void put(Agent agent) {
            Agent before = agents.put(new Key(agent.tenant(), agent.id().value()), agent);
            if (before != null) {
                agentsByToken.remove(before.tokenHash());
            }
            agentsByToken.put(agent.tokenHash(), agent);
        }

        void put(Server server) {
            servers.put(new Key(server.tenant(), server.key()), server);
        }

        void put(Approver approver) {
            retire(approver.tenant(), approver.person());
            approvers.put(new Key(approver.tenant(), approver.person().folded()), approver);
            approversByCredential.put(approver.credentialHash(), approver);
        }

        void put(Invitation invitation) {
            retire(invitation.tenant(), invitation.person());
            invitations.put(new Key(invitation.tenant(), invitation.person().folded()), invitation);
        }

        void retire(TenantId tenant, PersonId person) {
            Key key = new Key(tenant, person.folded());
            invitations.remove(key);
            passkeys.values()
                    .removeIf(p -> p.tenant().equals(tenant) && p.person().equals(person));
            Approver before = approvers.remove(key);
            if (before != null) {
                approversByCredential.remove(before.credentialHash());
            }
        }

        Registry seal() {
            return new Registry(
                    Collections.unmodifiableMap(agents),
                    Collections.unmodifiableMap(agentsByToken),
                    Collections.unmodifiableMap(servers),
                    Collections.unmodifiableMap(approvers),
                    Collections.unmodifiableMap(approversByCredential),
                    Collections.unmodifiableMap(invitations),
                    Collections.unmodifiableMap(staff),
                    Collections.unmodifiableMap(policies),
                    Collections.unmodifiableMap(versions),
                    Collections.unmodifiableMap(grants),
                    Collections.unmodifiableMap(passkeys),
                    Collections.unmodifiableMap(broken),
                    Collections.unmodifiableMap(previews),
                    Collections.unmodifiableMap(frozenSessions),
                    Collections.unmodifiableMap(epochs));
        }
    }
}
