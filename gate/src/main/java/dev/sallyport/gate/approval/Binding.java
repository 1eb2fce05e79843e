package dev.sallyport.gate.approval;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What people agree to when they approve: the exact action, by whom, judged on which facts by which policies, and until
 * when. SHA-256("sallyport/approval/2\n" ‖ canonical form of the members).
 *
 * @param actionHash2 hash of the action in {@code sallyport-jcs-2}, hex
 * @param factsDigest salted digest of the facts of the decision that demanded the approval, hex
 * @param policies ids of the determining policies
 * @param expiresMillis milliseconds since the epoch
 */
public record Binding(
        TenantId tenant,
        AgentId agent,
        SessionId session,
        String server,
        Optional<String> schemaHash,
        String actionHash2,
        String factsDigest,
        List<String> policies,
        String group,
        int quorum,
        long expiresMillis) {
    private static final byte[] DOMAIN = "sallyport/approval/2\n".getBytes(StandardCharsets.US_ASCII);

    public Binding {
        policies = policies.stream().sorted().toList();
    }

    /** The binding's hash, 64 lower-case hex digits. */
    public String hex() {
        JsonObject.Builder members = JsonObject.builder()
                .put("tenant", tenant.value())
                .put("agent", agent.value())
                .put("session", session.value())
                .put("server", server)
                .putNullable("schema_hash", schemaHash.orElse(null))
                .put("action_hash_2", actionHash2)
                .put("facts_digest", factsDigest)
                .put(
                        "determining_policies",
                        new JsonArray(
                                policies.stream().<Json>map(JsonString::new).toList()))
                .put("group", group)
                .put("quorum", quorum)
                .put("expires_at", expiresMillis);
        byte[] bytes = CanonicalForm.of(members.build(), Scheme.SALLYPORT_JCS_2);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(DOMAIN);
            return HexFormat.of().formatHex(sha.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
