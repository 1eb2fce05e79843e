package dev.sallyport.gate.registry;

import dev.sallyport.gate.containment.Containments;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The mutable copy of an image that a change works on. Confined to one thread. */
final class RegistryDraft {
    final Map<Registry.Key, Agent> agents;
    final Map<String, Agent> agentsByToken;
    final Map<Registry.Key, Server> servers;
    final Map<Registry.Key, Approver> approvers;
    final Map<String, Approver> approversByCredential;
    final Map<Registry.Key, Invitation> invitations;
    final Map<String, StaffKey> staff;
    final Map<TenantId, PolicyStanding> policies;
    final Map<Registry.Key, String> versions;
    final Map<Registry.Key, Grant> grants;
    final Map<Registry.Key, Passkey> passkeys;
    final Map<Registry.Key, BreakGlass> broken;
    final Map<Registry.Key, Preview> previews;
    final Map<Registry.Key, Boolean> frozenSessions;
    final Map<Scope, Long> epochs;
    final Map<TenantId, ShieldSettings> shields;
    final Map<TenantId, List<PlantedCanary>> canaries;
    final Map<Registry.DutyKey, Duty> duties;
    final Map<TenantId, Containments> contained;
    final Map<Registry.Key, SessionEnd> ended;

    /** Nothing yet. */
    RegistryDraft() {
        agents = new HashMap<>();
        agentsByToken = new HashMap<>();
        servers = new HashMap<>();
        approvers = new HashMap<>();
        approversByCredential = new HashMap<>();
        invitations = new HashMap<>();
        staff = new HashMap<>();
        policies = new HashMap<>();
        versions = new HashMap<>();
        grants = new HashMap<>();
        passkeys = new HashMap<>();
        broken = new HashMap<>();
        previews = new HashMap<>();
        frozenSessions = new HashMap<>();
        epochs = new HashMap<>();
        shields = new HashMap<>();
        canaries = new HashMap<>();
        duties = new HashMap<>();
        contained = new HashMap<>();
        ended = new HashMap<>();
    }

    /** What stands in an image. */
    RegistryDraft(Registry from) {
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
        shields = new HashMap<>(from.shields);
        canaries = new HashMap<>(from.canaries);
        duties = new HashMap<>(from.duties);
        contained = new HashMap<>(from.contained);
        ended = new HashMap<>(from.ended);
    }

    void bring(PolicySource policy, PolicyStanding then) {
        String holder = policy.named()
                .map(manifest ->
                        versions.putIfAbsent(new Registry.Key(policy.tenant(), manifest.label()), policy.digest()))
                .orElse(policy.digest());
        if (holder.equals(policy.digest())) {
            policies.put(policy.tenant(), then);
        }
    }

    void put(Agent agent) {
        Agent before = agents.put(new Registry.Key(agent.tenant(), agent.id().value()), agent);
        if (before != null) {
            agentsByToken.remove(before.tokenHash());
        }
        agentsByToken.put(agent.tokenHash(), agent);
    }

    void put(Server server) {
        servers.put(new Registry.Key(server.tenant(), server.key()), server);
    }

    void put(Approver approver) {
        retire(approver.tenant(), approver.person());
        approvers.put(new Registry.Key(approver.tenant(), approver.person().folded()), approver);
        approversByCredential.put(approver.credentialHash(), approver);
    }

    /** The same credential, so that what hangs on it stays. */
    void change(Approver approver) {
        approvers.put(new Registry.Key(approver.tenant(), approver.person().folded()), approver);
        approversByCredential.put(approver.credentialHash(), approver);
    }

    void end(TenantId tenant, SessionEnd end) {
        ended.values().removeIf(old -> old.timeMillis() < end.timeMillis() - SessionEnd.LONGEST_MILLIS);
        ended.put(new Registry.Key(tenant, end.session().orElse(everySession(end.person()))), end);
    }

    /** No session's id: those hold no space. */
    static String everySession(PersonId person) {
        return "every " + person.folded();
    }

    void put(Invitation invitation) {
        retire(invitation.tenant(), invitation.person());
        invitations.put(
                new Registry.Key(invitation.tenant(), invitation.person().folded()), invitation);
    }

    void retire(TenantId tenant, PersonId person) {
        Registry.Key key = new Registry.Key(tenant, person.folded());
        invitations.remove(key);
        passkeys.values().removeIf(p -> p.tenant().equals(tenant) && p.person().equals(person));
        Approver before = approvers.remove(key);
        if (before != null) {
            approversByCredential.remove(before.credentialHash(), before);
        }
    }

    void plant(TenantId tenant, PlantedCanary canary) {
        remove(tenant, canary.id());
        List<PlantedCanary> all = new ArrayList<>(canaries.getOrDefault(tenant, List.of()));
        all.add(canary);
        canaries.put(tenant, List.copyOf(all));
    }

    void contain(TenantId tenant, Containments now) {
        if (now.isEmpty()) {
            contained.remove(tenant); // an install in which nothing stands pays nothing for asking
        } else {
            contained.put(tenant, now);
        }
    }

    void remove(TenantId tenant, String canary) {
        canaries.computeIfPresent(
                tenant,
                (t, all) -> all.stream().filter(one -> !one.id().equals(canary)).toList());
    }
}
