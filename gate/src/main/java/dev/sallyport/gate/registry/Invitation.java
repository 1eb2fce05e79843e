package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import java.util.Set;

/**
 * Leave for a person to set a credential, once. Until that is done the person may not approve.
 *
 * @param groups the approver groups the person will belong to
 * @param codeHash SHA-256 of the code that the person was given, lower-case hex
 * @param by how receipts name the key that invited
 * @param timeMillis when, in milliseconds since the epoch
 * @param expiresMillis milliseconds since the epoch; at or after it the code is dead
 * @param replaces whether the person had a credential before
 * @param roles the person will have
 */
public record Invitation(
        TenantId tenant,
        PersonId person,
        Set<String> groups,
        String codeHash,
        String by,
        long timeMillis,
        long expiresMillis,
        boolean replaces,
        Roles roles) {
    public Invitation {
        groups = Set.copyOf(groups);
    }

    /** One for the roles that people had before there were roles. */
    public Invitation(
            TenantId tenant,
            PersonId person,
            Set<String> groups,
            String codeHash,
            String by,
            long timeMillis,
            long expiresMillis,
            boolean replaces) {
        this(tenant, person, groups, codeHash, by, timeMillis, expiresMillis, replaces, Roles.BEFORE);
    }

    /** Whether its time has run out. */
    public boolean expiredAt(long timeMillis) {
        return timeMillis >= expiresMillis;
    }
}
