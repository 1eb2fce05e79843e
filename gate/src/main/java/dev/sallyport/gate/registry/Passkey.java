package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;

/**
 * A key that a person's device holds and uses only when the person says so there (WebAuthn level 2). It dies with the person's
 * credential: whoever is enrolled anew registers anew.
 *
 * @param id the credential id, base64url
 * @param algorithm COSE algorithm: -7 (ES256), -8 (EdDSA with Ed25519) or -257 (RS256)
 * @param publicKey SubjectPublicKeyInfo, base64url
 * @param createdMillis milliseconds since the epoch
 */
public record Passkey(
        TenantId tenant, PersonId person, String id, int algorithm, String publicKey, long createdMillis) {}
