package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import java.util.Set;

/**
 * A person who may approve held actions.
 *
 * @param groups the approver groups the person belongs to
 * @param credentialHash SHA-256 of the person's credential, lower-case hex
 * @param enrolment how the person came to that credential
 */
public record Approver(
        TenantId tenant, PersonId person, Set<String> groups, String credentialHash, Enrolment enrolment) {
    public Approver {
        groups = Set.copyOf(groups);
    }
}
