package dev.sallyport.cli.remote;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.server.auth.PassphraseKey;

/**
 * A passphrase that a person remembers, and the approver credential that is made of it. It is made on the person's machine:
 * the gateway is never told the passphrase and keeps a hash of the credential alone.
 */
public final class Passphrase {
    /** The fewest characters a passphrase may have. */
    public static final int MIN_LENGTH = PassphraseKey.MIN_LENGTH;

    private Passphrase() {}

    /**
     * The credential of that person with that passphrase.
     *
     * @throws Complaint if the name is none, or the passphrase is shorter than {@link #MIN_LENGTH} characters
     */
    public static String credential(String name, String passphrase) {
        return PassphraseKey.credential(person(name), passphrase)
                .orElseThrow(() -> Complaint.usage(
                        "passphrase_short",
                        "the passphrase has fewer than " + MIN_LENGTH + " characters: take a longer one"));
    }

    private static PersonId person(String name) {
        try {
            return new PersonId(name);
        } catch (IllegalArgumentException e) {
            throw Complaint.usage("not_a_name", String.valueOf(e.getMessage()));
        }
    }
}
