package dev.sallyport.gate.registry;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * A registered agent.
 *
 * @param key the name its owner gave it, unique within the tenant
 * @param owner the person who answers for it and therefore can't approve its actions; empty if a team owns it
 * @param ceiling the highest trust a call of this agent may claim
 * @param scheme the canonical scheme of the action hashes it is shown
 * @param tokenHash SHA-256 of its bearer token, lower-case hex
 * @param enrolledBy the {@link StaffKey#id} of the enrolment key that registered it, and that may follow its approvals;
 *     empty if an operator did, or if it was registered before this was kept
 * @param speaksForUser whether an operator vouches that what its host says the user said, the user said, in the session it names, and
 *     that its host hands in the answers it got as they came
 * @param grants what was declared that it may use; empty if nobody declared anything, which is not the same as an empty list
 */
public record Agent(
        TenantId tenant,
        AgentId id,
        String key,
        String name,
        String ownerTeam,
        Optional<PersonId> owner,
        String environment,
        String riskTier,
        TrustLevel ceiling,
        Scheme scheme,
        Assurance assurance,
        AgentStatus status,
        String tokenHash,
        Optional<String> enrolledBy,
        boolean speaksForUser,
        Optional<List<String>> grants) {
    /** The key of the agent that stands for connections of this machine without a token; nobody else may have it. */
    public static final String LOCAL_KEY = "local";

    Agent withStatus(AgentStatus next) {
        return with(next, speaksForUser, grants);
    }

    Agent withSpeaksForUser(boolean next) {
        return with(status, next, grants);
    }

    Agent withGrants(Optional<List<String>> next) {
        return with(status, speaksForUser, next);
    }

    private Agent with(AgentStatus standing, boolean speaks, Optional<List<String>> declared) {
        return new Agent(
                tenant,
                id,
                key,
                name,
                ownerTeam,
                owner,
                environment,
                riskTier,
                ceiling,
                scheme,
                assurance,
                standing,
                tokenHash,
                enrolledBy,
                speaks,
                declared);
    }
}
