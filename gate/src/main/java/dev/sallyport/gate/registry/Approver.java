package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A person of the install, who may do what the roles say; of an approver of those groups, approve held actions.
 *
 * @param groups the approver groups the person belongs to
 * @param credentialHash SHA-256 of the person's credential, lower-case hex; or {@link #identity}, for somebody who signs in elsewhere
 * @param enrolment how the person came to that credential
 */
public record Approver(
        TenantId tenant, PersonId person, Set<String> groups, String credentialHash, Enrolment enrolment, Roles roles) {
    private static final String IDENTITY = "oidc:";

    public Approver {
        groups = Set.copyOf(groups);
    }

    /** One with the roles that people had before there were roles. */
    public Approver(TenantId tenant, PersonId person, Set<String> groups, String credentialHash, Enrolment enrolment) {
        this(tenant, person, groups, credentialHash, enrolment, Roles.BEFORE);
    }

    /**
     * What stands for the credential of somebody whom a provider names. No credential has such a hash, so it opens nothing but the
     * sign-in by that provider, and that in this tenant: what one tenant's operators enrol takes nothing from another's.
     *
     * @param named the provider's issuer, a line feed, and its name for the person
     */
    public static String identity(TenantId tenant, String named) {
        byte[] text = (tenant.value() + "\n" + named).getBytes(StandardCharsets.UTF_8);
        return IDENTITY + Hex.of(Sha256.of(text));
    }

    /** Whether the person signs in elsewhere and has no credential here. */
    public boolean comesByProvider() {
        return credentialHash.startsWith(IDENTITY);
    }

    /** The same person with other roles and groups. */
    public Approver with(Roles next, Set<String> nextGroups) {
        return new Approver(tenant, person, nextGroups, credentialHash, enrolment, next);
    }
}
