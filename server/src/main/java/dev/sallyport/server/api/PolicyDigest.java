package dev.sallyport.server.api;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.PolicySource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/** Names a bundle by its content: SHA-256("sallyport/policy/1\n" ‖ JCS of name to text). */
public final class PolicyDigest {
    private static final byte[] DOMAIN = "sallyport/policy/1\n".getBytes(StandardCharsets.US_ASCII);

    private PolicyDigest() {}

    /** The bundle of those files. */
    public static PolicySource source(TenantId tenant, SortedMap<String, String> files) {
        JsonObject.Builder all = JsonObject.builder();
        files.forEach(all::put);
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(DOMAIN);
            byte[] digest = sha256.digest(CanonicalForm.of(all.build(), Scheme.SALLYPORT_JCS_2));
            return new PolicySource(tenant, HexFormat.of().formatHex(digest), files);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
