package dev.sallyport.gate.registry;

import dev.sallyport.gate.containment.Containment;
import dev.sallyport.gate.containment.Measure;
import dev.sallyport.gate.containment.Target;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.shield.Setting;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One step from a {@link Registry} to the next. Replaying all of them from the empty registry gives the same image. */
public sealed interface RegistryChange {
    /** The tenant it belongs to. */
    TenantId tenant();

    /** The epochs it moves: every judgement that relied on one of them is stale from then on. */
    Set<Scope> moves();

    /** The policy bundle it brings, whose text stays readable so that what it judged can be derived again. */
    default Optional<PolicySource> brings() {
        return Optional.empty();
    }

    /** A key for operators or for enrolment is issued. */
    record IssueStaffKey(StaffKey key) implements RegistryChange {
        @Override
        public TenantId tenant() {
            return key.tenant();
        }

        @Override
        public Set<Scope> moves() {
            return Set.of();
        }
    }

    /** An agent is registered, or registered anew with another token or ceiling. */
    record RegisterAgent(Agent agent) implements RegistryChange {
        @Override
        public TenantId tenant() {
            return agent.tenant();
        }

        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.agent(agent.tenant(), agent.id()));
        }
    }

    /** An agent is frozen, unfrozen or revoked. */
    record SetAgentStatus(TenantId tenant, AgentId agent, AgentStatus status) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.agent(tenant, agent));
        }
    }

    /** An operator vouches, or no longer vouches, for what an agent's host says its user said ({@link Agent#speaksForUser}). */
    record SetAgentSpeaks(TenantId tenant, AgentId agent, boolean speaks) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.agent(tenant, agent));
        }
    }

    /** What is declared that an agent may use; empty withdraws the declaration. */
    record SetAgentGrants(TenantId tenant, AgentId agent, Optional<List<String>> grants) implements RegistryChange {
        public SetAgentGrants {
            grants = grants.map(List::copyOf);
        }

        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.agent(tenant, agent));
        }
    }

    /** A shield is set for the whole tenant. What was judged under another setting is stale. */
    record SetShield(TenantId tenant, String shield, Setting setting) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.policy(tenant));
        }
    }

    /**
     * A shield is set for agents of one cell, over what holds for the whole tenant. What was judged under another setting is stale.
     *
     * @param cell the environment those agents are registered with
     * @param setting of mode and rule; empty: what holds for the whole tenant holds there again
     */
    record SetCellShield(TenantId tenant, String cell, String shield, Optional<Setting> setting)
            implements RegistryChange {
        /** @throws IllegalArgumentException if the cell is no label, or a version is pinned: that is the tenant's matter */
        public SetCellShield {
            Name.label("cell", cell);
            if (setting.filter(s -> s.pinned().isPresent()).isPresent()) {
                throw new IllegalArgumentException("a version is pinned for the whole tenant, not for a cell");
            }
        }

        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.policy(tenant));
        }
    }

    /** A canary is planted, or replaces the one of its id. It only watches, so it moves nothing. */
    record PlantCanary(TenantId tenant, PlantedCanary canary) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of();
        }
    }

    /** A canary is looked for no longer. */
    record RemoveCanary(TenantId tenant, String canary) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of();
        }
    }

    /** A session is frozen or unfrozen. */
    record SetSessionFrozen(TenantId tenant, SessionId session, boolean frozen) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.session(tenant, session));
        }
    }

    /** A server is made known; if it was known before, its pins are kept, and its address unless another one is given. */
    record RegisterServer(TenantId tenant, String server, boolean strict, Optional<URI> url) implements RegistryChange {
        /** A server whose address nobody says. */
        public RegisterServer(TenantId tenant, String server, boolean strict) {
            this(tenant, server, strict, Optional.empty());
        }

        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.server(tenant, server));
        }
    }

    /** The tools of a server are accepted as they are; tools not named are no longer accepted. */
    record PinTools(TenantId tenant, String server, List<PinnedTool> tools) implements RegistryChange {
        public PinTools {
            tools = List.copyOf(tools);
        }

        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.server(tenant, server));
        }
    }

    /** A server is quarantined or restored. */
    record SetQuarantine(TenantId tenant, String server, boolean quarantined) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.server(tenant, server));
        }
    }

    /** A person is invited to set a credential; one the person had is dead from now on. */
    record InviteApprover(Invitation invitation) implements RegistryChange {
        @Override
        public TenantId tenant() {
            return invitation.tenant();
        }

        @Override
        public Set<Scope> moves() {
            return Set.of();
        }
    }

    /**
     * A person may approve from now on, or belongs to other groups, or has another credential. An invitation of the
     * person is used up.
     */
    record EnrolApprover(Approver approver) implements RegistryChange {
        @Override
        public TenantId tenant() {
            return approver.tenant();
        }

        @Override
        public Set<Scope> moves() {
            return Set.of();
        }
    }

    /** A person has other roles and groups from now on; the credential and passkeys stay. */
    record SetRoles(TenantId tenant, PersonId person, Roles roles, Set<String> groups) implements RegistryChange {
        public SetRoles {
            groups = Set.copyOf(groups);
        }

        @Override
        public Set<Scope> moves() {
            return Set.of();
        }
    }

    /** Sessions of a person on the console are over. */
    record EndSessions(TenantId tenant, SessionEnd end) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of();
        }
    }

    /** A person may approve no longer. */
    record RetireApprover(TenantId tenant, PersonId person) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of();
        }
    }

    /** A policy bundle becomes the active one. */
    record ActivatePolicy(PolicySource policy) implements RegistryChange {
        @Override
        public TenantId tenant() {
            return policy.tenant();
        }

        @Override
        public Optional<PolicySource> brings() {
            return Optional.of(policy);
        }

        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.policy(policy.tenant()));
        }
    }

    /** A policy bundle is put on trial beside the active one, or its share is set anew. */
    record StagePolicy(StagedPolicy staged) implements RegistryChange {
        @Override
        public TenantId tenant() {
            return staged.policy().tenant();
        }

        @Override
        public Optional<PolicySource> brings() {
            return Optional.of(staged.policy());
        }

        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.policy(tenant()));
        }
    }

    /** The bundle on trial becomes the active one, if it is still the one with that digest. */
    record PromotePolicy(TenantId tenant, String digest) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.policy(tenant));
        }
    }

    /** The bundle with that digest goes: its trial ends, or the bundle that was active before it is so again. */
    record RollBackPolicy(TenantId tenant, String digest) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.policy(tenant));
        }
    }

    /** A person's device holds a key from now on. */
    record EnrolPasskey(Passkey passkey) implements RegistryChange {
        @Override
        public TenantId tenant() {
            return passkey.tenant();
        }

        @Override
        public Set<Scope> moves() {
            return Set.of();
        }
    }

    /** Break-glass is asked for, or confirmed; those that are over by then are forgotten. */
    record SetBreakGlass(BreakGlass glass) implements RegistryChange {
        @Override
        public TenantId tenant() {
            return glass.tenant();
        }

        @Override
        public Set<Scope> moves() {
            return Set.of();
        }
    }

    /** A preview is opened; the agent that stands for it is registered with it, so that one never is without the other. */
    record OpenPreview(Preview preview, Agent agent) implements RegistryChange {
        public OpenPreview {
            if (!agent.id().equals(preview.agent()) || !agent.tenant().equals(preview.tenant())) {
                throw new IllegalArgumentException("a preview is opened with its own agent");
            }
        }

        @Override
        public TenantId tenant() {
            return preview.tenant();
        }

        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.agent(tenant(), agent.id()));
        }
    }

    /** A preview is over: it is forgotten, its agent is revoked, and what was judged for it and not released is stale. */
    record ClosePreview(TenantId tenant, String preview, AgentId agent) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.agent(tenant, agent));
        }
    }

    /** A measure is put in force, or set anew. */
    record Contain(Containment containment) implements RegistryChange {
        @Override
        public TenantId tenant() {
            return containment.tenant();
        }

        @Override
        public Set<Scope> moves() {
            return Set.of(moved(tenant(), containment.measure()));
        }
    }

    /** A measure is over before its time; that none of its key stands changes nothing. */
    record EndContainment(TenantId tenant, Measure measure) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of(moved(tenant, measure));
        }
    }

    /** What relied on there being no such measure. Where a call may go is not known before it is looked for, so a block concerns all. */
    private static Scope moved(TenantId tenant, Measure measure) {
        return switch (measure) {
            case Measure.ForceApproval m -> moved(tenant, m.on());
            case Measure.RaiseTier m -> moved(tenant, m.on());
            case Measure.BlockDestination m -> Scope.policy(tenant);
        };
    }

    private static Scope moved(TenantId tenant, Target on) {
        return switch (on) {
            case Target.Agent t -> Scope.agent(tenant, t.agent());
            case Target.Session t -> Scope.session(tenant, t.session());
            case Target.Server t -> Scope.server(tenant, t.key());
            case Target.Tool t -> Scope.tool(tenant, t.server(), t.name());
        };
    }

    /** An approval is remembered; the ones that ran out by then are forgotten. It only adds, so it moves nothing. */
    record RememberApproval(Grant grant) implements RegistryChange {
        @Override
        public TenantId tenant() {
            return grant.tenant();
        }

        @Override
        public Set<Scope> moves() {
            return Set.of();
        }
    }

    /** How far a rule or a playbook may go is set. No judgement relies on it, so it moves nothing. */
    record SetDuty(TenantId tenant, Duty duty, Duty.Act act) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of();
        }
    }

    /** A remembered approval counts no longer; what was judged by it and not released is stale. */
    record RevokeGrant(TenantId tenant, String grant, String server, String action) implements RegistryChange {
        @Override
        public Set<Scope> moves() {
            return Set.of(Scope.tool(tenant, server, action));
        }
    }
}
