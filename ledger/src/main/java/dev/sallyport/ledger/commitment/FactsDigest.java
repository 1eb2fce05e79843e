package dev.sallyport.ledger.commitment;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;

/**
 * What a receipt says of the facts a decision was made from: SHA-256("sallyport/facts/1\n" ‖ salt ‖ canonical facts).
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record FactsDigest(String hex) {
    private static final byte[] DOMAIN = Sha256.domain("sallyport/facts/1");

    public FactsDigest {
        Hex.check(hex);
    }

    /** The digest of these canonical facts under this salt. */
    public static FactsDigest of(Salt salt, byte[] canonicalFacts) {
        return new FactsDigest(Hex.of(Sha256.of(DOMAIN, salt.raw(), canonicalFacts)));
    }

    /** Whether salt and facts are what was digested. */
    public boolean opensWith(Salt salt, byte[] canonicalFacts) {
        return equals(of(salt, canonicalFacts));
    }
}
