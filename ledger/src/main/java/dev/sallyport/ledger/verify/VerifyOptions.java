package dev.sallyport.ledger.verify;

import dev.sallyport.ledger.note.VerifierKey;
import java.util.Optional;

/**
 * What the caller knows beforehand.
 *
 * @param key a verifier key of the log, its newest or an earlier one, obtained elsewhere than with the file
 */
public record VerifyOptions(Optional<VerifierKey> key) {
    /** Nothing is known: the file's own key is used and the signer stays unchecked. */
    public static VerifyOptions none() {
        return new VerifyOptions(Optional.empty());
    }

    /** The log's key is known. */
    public static VerifyOptions with(VerifierKey key) {
        return new VerifyOptions(Optional.of(key));
    }
}
