package dev.sallyport.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Makes credentials. A credential is shown once, to whom it is made for; only its SHA-256 is kept. It holds 256 random
 * bits, so an unsalted, fast hash is enough: there is nothing to guess. Thread-safe.
 */
public final class Credentials {
    private static final int SECRET_BYTES = 32;

    private final SecureRandom random;

    /** Credentials from that source. */
    public Credentials(SecureRandom random) {
        this.random = random;
    }

    /** The same source, for what else nobody may guess. */
    public RandomGenerator random() {
        return random;
    }

    /** A fresh credential: {@code sp_<kind>_} and 43 characters of base64url. */
    public String mint(CredentialKind kind) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return kind.prefix() + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** What is kept of a credential: SHA-256 of its text, lower-case hex. */
    public static String hash(String credential) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(credential.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
