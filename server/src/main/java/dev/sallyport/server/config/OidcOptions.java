package dev.sallyport.server.config;

import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Role;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The options {@code approvals.console.oidc}. */
final class OidcOptions {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern SCOPES = Pattern.compile("[A-Za-z0-9_.:/ -]{0,500}");
    private static final int MOST_GROUPS = 100;

    private OidcOptions() {}

    static Optional<OidcPlan> read(Section console, Function<String, Path> path) {
        if (!console.has("oidc")) {
            return Optional.empty();
        }
        Section s = console.section("oidc");
        URI issuer = issuer(s);
        String client =
                s.text("client_id").orElseThrow(() -> s.fault("client_id", "is missing: the provider gives it"));
        if (console.text("url").isEmpty()) {
            throw console.fault("url", "is missing: it is where the provider sends people back to");
        }
        return Optional.of(new OidcPlan(
                issuer, client, s.text("client_secret_file").map(path), tenant(s), algorithms(s), claims(s)));
    }

    private static URI issuer(Section s) {
        URI issuer = s.uri("issuer").orElseThrow(() -> s.fault("issuer", "is missing: the provider's address"));
        if (issuer.getRawQuery() != null || issuer.getRawFragment() != null) {
            throw s.fault("issuer", "takes an address without `?` and `#`");
        }
        if (!"https".equals(issuer.getScheme()) && !LOOPBACK.contains(String.valueOf(issuer.getHost()))) {
            throw s.fault("issuer", "takes https for another machine: who listens between would sign in as anybody");
        }
        return issuer;
    }

    private static TenantId tenant(Section s) {
        try {
            return new TenantId(s.text("tenant", "default"));
        } catch (IllegalArgumentException e) {
            throw s.fault("tenant", "names no tenant: " + e.getMessage());
        }
    }

    private static Set<String> algorithms(Section s) {
        List<String> named = s.texts("algorithms");
        if (!OidcPlan.KNOWN.containsAll(named)) {
            throw s.fault("algorithms", "takes RS256, PS256, ES256 and EdDSA; a secret both sides know proves nobody");
        }
        return named.isEmpty() ? Set.of("RS256", "ES256") : Set.copyOf(named);
    }

    private static OidcPlan.Claims claims(Section s) {
        Map<Role, Set<String>> roles = new EnumMap<>(Role.class);
        Section of = s.section("roles");
        for (String word : of.names()) {
            Role role = Role.byWire(word)
                    .orElseThrow(() -> s.fault("roles", "are viewer, analyst, approver, operator and auditor"));
            roles.put(role, groups(of, word));
        }
        Map<String, Set<String>> approvers = new LinkedHashMap<>();
        Section asked = s.section("approver_groups");
        for (String group : asked.names()) {
            try {
                Name.check("group", group);
            } catch (IllegalArgumentException e) {
                throw s.fault("approver_groups", "holds what is no group: " + e.getMessage());
            }
            approvers.put(group, groups(asked, group));
        }
        boolean creates = s.flag("create", false);
        if (creates && roles.isEmpty()) {
            throw s.fault("create", "takes `roles`: who comes for the first time has those that groups give");
        }
        if (roles.containsKey(Role.APPROVER) && approvers.isEmpty()) {
            throw s.fault("approver_groups", "is missing: it says whose calls an approver answers");
        }
        List<String> scopes = s.texts("scopes");
        if (!SCOPES.matcher(String.join(" ", scopes)).matches()) {
            throw s.fault("scopes", "takes words of letters, digits and `_.:/-`, such as profile and groups");
        }
        return new OidcPlan.Claims(
                scopes.isEmpty() ? List.of("profile") : scopes,
                s.text("name_claim", "preferred_username"),
                s.text("groups_claim", "groups"),
                creates,
                roles,
                approvers);
    }

    private static Set<String> groups(Section s, String key) {
        List<String> named = s.texts(key);
        if (named.isEmpty() || named.size() > MOST_GROUPS) {
            throw s.fault(key, "takes a list of 1 to " + MOST_GROUPS + " groups as the provider names them");
        }
        return Set.copyOf(named);
    }
}
