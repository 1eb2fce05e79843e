package dev.sallyport.server.auth;

import dev.sallyport.gate.identity.PersonId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The approver credential that is made of a passphrase. The command line makes it on the person's machine; the console's sign-in
 * makes it in the gateway and forgets the passphrase. Guessing one passphrase costs {@value #ROUNDS} rounds of PBKDF2 with
 * HMAC-SHA-256 (RFC 8018, section 5.2).
 */
public final class PassphraseKey {
    /** The fewest characters a passphrase may have. */
    public static final int MIN_LENGTH = 15;

    private static final int ROUNDS = 600_000;
    private static final int KEY_BITS = 256;
    private static final String DOMAIN = "sallyport/approver-passphrase/1\n";

    private PassphraseKey() {}

    /** The credential of that person with that passphrase; empty if it is shorter than {@link #MIN_LENGTH} characters. */
    public static Optional<String> credential(PersonId person, String passphrase) {
        String written = Normalizer.normalize(passphrase, Normalizer.Form.NFKC);
        if (written.codePointCount(0, written.length()) < MIN_LENGTH) {
            return Optional.empty();
        }
        byte[] salt = (DOMAIN + person.folded()).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(written.toCharArray(), salt, ROUNDS, KEY_BITS))
                    .getEncoded();
            return Optional.of(CredentialKind.PERSON.prefix()
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PBKDF2 is missing from this Java runtime", e);
        }
    }
}
