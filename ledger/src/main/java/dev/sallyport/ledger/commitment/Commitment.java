package dev.sallyport.ledger.commitment;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;

/**
 * A commitment to content: SHA-256("sallyport/commitment/1\n" ‖ salt ‖ content).
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Commitment(String hex) {
    private static final byte[] DOMAIN = Sha256.domain("sallyport/commitment/1");

    public Commitment {
        Hex.check(hex);
    }

    /** The commitment to these bytes under this salt. */
    public static Commitment to(Salt salt, byte[] content) {
        return new Commitment(Hex.of(Sha256.of(DOMAIN, salt.raw(), content)));
    }

    /** Whether salt and content are what was committed to. */
    public boolean opensWith(Salt salt, byte[] content) {
        return equals(to(salt, content));
    }
}
