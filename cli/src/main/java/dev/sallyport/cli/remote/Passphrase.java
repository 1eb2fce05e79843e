package dev.sallyport.cli.remote;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.gate.identity.PersonId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A passphrase that a person remembers, and the approver credential that is made of it. It is made on the person's machine:
 * the gateway is never told the passphrase and keeps a hash of the credential alone. Guessing one passphrase costs {@value
 * #ROUNDS} rounds of PBKDF2 with HMAC-SHA-256 (RFC 8018, section 5.2).
 */
public final class Passphrase {
    /** The fewest characters a passphrase may have. */
    public static final int MIN_LENGTH = 15;

    private static final int ROUNDS = 600_000;
    private static final int KEY_BITS = 256;
    private static final String DOMAIN = "sallyport/approver-passphrase/1\n";

    private Passphrase() {}

    /**
     * The credential of that person with that passphrase.
     *
     * @throws Complaint if the name is none, or the passphrase is shorter than {@link #MIN_LENGTH} characters
     */
    public static String credential(String name, String passphrase) {
        String written = Normalizer.normalize(passphrase, Normalizer.Form.NFKC);
        if (written.codePointCount(0, written.length()) < MIN_LENGTH) {
            throw Complaint.usage(
                    "passphrase_short",
                    "the passphrase has fewer than " + MIN_LENGTH + " characters: take a longer one");
        }
        byte[] salt = (DOMAIN + person(name).folded()).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(written.toCharArray(), salt, ROUNDS, KEY_BITS))
                    .getEncoded();
            return Gateways.PERSON + Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PBKDF2 is missing from this Java runtime", e);
        }
    }

    private static PersonId person(String name) {
        try {
            return new PersonId(name);
        } catch (IllegalArgumentException e) {
            throw Complaint.usage("not_a_name", String.valueOf(e.getMessage()));
        }
    }
}
