package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import java.util.Set;

/**
 * A person who may approve held actions.
 *
 * @param groups the approver groups the person belongs to
 * @param credentialHash SHA-256 of the person's credential, lower-case hex
 */
public record Approver(TenantId tenant, PersonId person, Set<String> groups, String credentialHash) {
    public Approver {
        groups = Set.copyOf(groups);
    }
}
