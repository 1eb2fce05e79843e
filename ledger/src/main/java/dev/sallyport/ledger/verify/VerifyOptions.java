package dev.sallyport.ledger.verify;

import dev.sallyport.ledger.log.AnchorFile;
import dev.sallyport.ledger.note.VerifierKey;
import java.util.List;
import java.util.Optional;

/**
 * What the caller knows beforehand.
 *
 * @param key a verifier key of the log, its newest or an earlier one, obtained elsewhere than with the file
 * @param anchors checkpoints obtained elsewhere than with the file; each history must continue those of its log
 * @param witnesses keys of those who may have cosigned the anchors
 * @param quorum how many of them must have cosigned each anchor; 0 asks for none
 */
public record VerifyOptions(
        Optional<VerifierKey> key, List<AnchorFile> anchors, List<VerifierKey> witnesses, int quorum) {
    public VerifyOptions {
        anchors = List.copyOf(anchors);
        witnesses = List.copyOf(witnesses);
    }

    /** The log's key is known, or nothing is. */
    public VerifyOptions(Optional<VerifierKey> key) {
        this(key, List.of(), List.of(), 0);
    }

    /** Nothing is known: the file's own key is used and the signer stays unchecked. */
    public static VerifyOptions none() {
        return new VerifyOptions(Optional.empty());
    }

    /** The log's key is known. */
    public static VerifyOptions with(VerifierKey key) {
        return new VerifyOptions(Optional.of(key));
    }

    /** The same, and these anchors. */
    public VerifyOptions anchoredBy(List<AnchorFile> files, List<VerifierKey> cosigners, int least) {
        return new VerifyOptions(key, files, cosigners, least);
    }
}
