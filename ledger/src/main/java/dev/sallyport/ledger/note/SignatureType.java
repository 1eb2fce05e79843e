package dev.sallyport.ledger.note;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kinds of signature this ledger knows, by the identifier byte that C2SP assigns (signed-note, "Signature types").
 *
 * <p>A kind decides which bytes are signed for a note text, so that kinds which sign a timestamp too fit in.
 */
public enum SignatureType {
    /** Ed25519 (RFC 8032) over the note text itself: 32-byte key, 64-byte signature. */
    ED25519(0x01, 32, 64) {
        @Override
        boolean accepts(byte[] publicKey, byte[] noteText, byte[] signature) {
            try {
                Signature check = Signature.getInstance("Ed25519");
                check.initVerify(ed25519(publicKey));
                check.update(noteText);
                return check.verify(signature);
            } catch (GeneralSecurityException e) {
                // Not a point of the curve, or a scalar out of range: nothing this key signed.
                return false;
            }
        }
    },

    /**
     * A witness's Ed25519 signature over a moment and the note text (C2SP tlog-cosignature v1.0.1): 32-byte key; the
     * signature is the time in seconds since 1970 as 8 bytes, big-endian, then 64 bytes.
     *
     * <p>The identifier 0x06 (ML-DSA-44 cosignatures, tlog-cosignature v1.1.0) is the next place here: it needs a
     * structured message, which {@link #accepts} can make from the note text.
     */
    COSIGNATURE_V1(0x04, 32, 72) {
        @Override
        boolean accepts(byte[] publicKey, byte[] noteText, byte[] signature) {
            long seconds = Cosignature.seconds(signature);
            return seconds >= 0
                    && ED25519.accepts(
                            publicKey,
                            Cosignature.message(seconds, noteText),
                            Arrays.copyOfRange(signature, Long.BYTES, signature.length));
        }
    };

    /** The DER that stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410 section 4). */
    private static final byte[] ED25519_SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte identifier;
    private final int publicKeyBytes;
    private final int signatureBytes;

    SignatureType(int identifier, int publicKeyBytes, int signatureBytes) {
        this.identifier = (byte) identifier;
        this.publicKeyBytes = publicKeyBytes;
        this.signatureBytes = signatureBytes;
    }

    /** The byte that C2SP assigns. */
    public byte identifier() {
        return identifier;
    }

    /** How long a public key of this kind is. */
    public int publicKeyBytes() {
        return publicKeyBytes;
    }

    /** The kind with this identifier byte, empty when this ledger does not know it. */
    public static Optional<SignatureType> of(byte identifier) {
        return Stream.of(values()).filter(type -> type.identifier == identifier).findFirst();
    }

    boolean verify(byte[] publicKey, byte[] noteText, byte[] signature) {
        return signature.length == signatureBytes && accepts(publicKey, noteText, signature);
    }

    abstract boolean accepts(byte[] publicKey, byte[] noteText, byte[] signature);

    private static PublicKey ed25519(byte[] raw) throws GeneralSecurityException {
        byte[] spki = new byte[ED25519_SPKI.length + raw.length];
        System.arraycopy(ED25519_SPKI, 0, spki, 0, ED25519_SPKI.length);
        System.arraycopy(raw, 0, spki, ED25519_SPKI.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
    }
}
