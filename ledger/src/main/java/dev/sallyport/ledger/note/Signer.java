package dev.sallyport.ledger.note;

/**
 * Something that signs note texts with a key it does not give away: a key in memory, a token, a transit service.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface Signer {
    /** The public half of the key. */
    VerifierKey verifierKey();

    /**
     * The bare signature over a note text, as the key's {@link SignatureType} makes it.
     *
     * @throws SigningFailed when the key cannot be used now; nothing was signed
     */
    byte[] sign(byte[] noteText);

    /** {@code name+hhhhhhhh}: what receipts carry as {@code key_id}. */
    default String keyId() {
        return verifierKey().id();
    }
}
