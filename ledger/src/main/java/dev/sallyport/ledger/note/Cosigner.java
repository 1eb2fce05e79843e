package dev.sallyport.ledger.note;

import dev.sallyport.ledger.encoding.StrictBase64;
import java.nio.charset.StandardCharsets;

/**
 * A witness's pen: it states that at a moment it saw a checkpoint and that it was consistent with all it had seen of that
 * log before (C2SP tlog-cosignature v1.0.1, Ed25519).
 *
 * <p>Safe for use by several threads.
 */
public final class Cosigner {
    private final Signer key;
    private final VerifierKey verifierKey;

    private Cosigner(Signer key) {
        this.key = key;
        this.verifierKey = new VerifierKey(
                key.verifierKey().name(),
                SignatureType.COSIGNATURE_V1,
                key.verifierKey().publicKey());
    }

    /**
     * The cosigner that signs with this key, under the key's name. The key must sign nothing else: a cosignature does not
     * bind its maker's name.
     *
     * @throws IllegalArgumentException when the key is not an Ed25519 key
     */
    public static Cosigner with(Signer key) {
        if (key.verifierKey().type() != SignatureType.ED25519) {
            throw new IllegalArgumentException("a cosigner needs an Ed25519 key");
        }
        return new Cosigner(key);
    }

    /** The key that readers of the cosignatures must know. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /**
     * The line for this note text at this moment.
     *
     * @param seconds since 1970-01-01 UTC, not negative
     * @throws SigningFailed when the key cannot be used now
     */
    public NoteSignature cosign(String noteText, long seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("a cosignature's time must not be negative, is " + seconds);
        }
        byte[] message = Cosignature.message(seconds, noteText.getBytes(StandardCharsets.UTF_8));
        byte[] signature = Cosignature.of(seconds, key.sign(message));
        return new NoteSignature(verifierKey.name(), verifierKey.hash(), StrictBase64.of(signature));
    }
}
