package dev.sallyport.server.config;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Role;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The provider whose word signs people in (OpenID Connect Core 1.0).
 *
 * @param issuer as its tokens name it, character for character
 * @param secretFile holds the client's secret; empty for a client without one, which PKCE alone binds
 * @param tenant whose people it names
 * @param algorithms what its tokens may be signed with; asymmetric ones only
 */
public record OidcPlan(
        URI issuer,
        String clientId,
        Optional<Path> secretFile,
        TenantId tenant,
        Set<String> algorithms,
        Claims claims) {
    /** Every algorithm a token may be signed with. */
    public static final Set<String> KNOWN = Set.of("RS256", "PS256", "ES256", "EdDSA");

    public OidcPlan {
        algorithms = Set.copyOf(algorithms);
    }

    /**
     * What is made of a token's claims.
     *
     * @param scopes what is asked for besides {@code openid}
     * @param name the claim that names a person who comes for the first time; the provider, not the person, has to choose it
     * @param groups the claim that lists the provider's groups of the person
     * @param creates whether somebody nobody enrolled comes to be known by signing in
     * @param roles the provider's groups that give each role; empty: the provider gives none
     * @param approverGroups the provider's groups that make an approver one of each group
     */
    public record Claims(
            List<String> scopes,
            String name,
            String groups,
            boolean creates,
            Map<Role, Set<String>> roles,
            Map<String, Set<String>> approverGroups) {
        public Claims {
            scopes = List.copyOf(scopes);
            roles = Map.copyOf(roles);
            approverGroups = Map.copyOf(approverGroups);
        }
    }
}
