package dev.sallyport.ledger.note;

import dev.sallyport.ledger.encoding.Malformed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * An Ed25519 key pair (RFC 8032) held in this process's memory. The secret half has no text form and no accessor.
 *
 * <p>Safe for use by several threads.
 */
public final class Ed25519Key implements Signer {
    private static final int RAW_BYTES = 32;
    private static final byte[] SELF_TEST = "sallyport key self-test\n".getBytes(StandardCharsets.US_ASCII);

    private final VerifierKey verifierKey;
    private final PrivateKey secret;

    private Ed25519Key(VerifierKey verifierKey, PrivateKey secret) {
        this.verifierKey = verifierKey;
        this.secret = secret;
    }

    /**
     * A new key pair from {@code random}.
     *
     * @param name the key's name, for a log its origin, such as {@code acme.example/sallyport}
     * @throws Malformed when the name may not be a key's name
     */
    public static Ed25519Key generate(String name, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            // The raw key is the end of its SubjectPublicKeyInfo (RFC 8410 section 4).
            byte[] spki = pair.getPublic().getEncoded();
            byte[] raw = Arrays.copyOfRange(spki, spki.length - RAW_BYTES, spki.length);
            return new Ed25519Key(new VerifierKey(name, SignatureType.ED25519, raw), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new SigningFailed("key_unusable", "this Java cannot make an Ed25519 key", e);
        }
    }

    /**
     * The pair of a public and a PKCS#8 encoded secret key, after a signature by the one was checked by the other.
     *
     * @throws Malformed {@code key_malformed} when they do not belong together or the secret is not an Ed25519 key
     */
    static Ed25519Key of(VerifierKey verifierKey, byte[] pkcs8) {
        try {
            PrivateKey secret = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            Ed25519Key key = new Ed25519Key(verifierKey, secret);
            if (!verifierKey.verify(SELF_TEST, key.sign(SELF_TEST))) {
                throw new Malformed("key_malformed", "the secret key does not belong to " + verifierKey.id());
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new Malformed("key_malformed", "the secret key is not a PKCS#8 Ed25519 key");
        }
    }

    @Override
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    @Override
    public byte[] sign(byte[] noteText) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(noteText);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new SigningFailed("key_unusable", "the key " + verifierKey.id() + " could not sign", e);
        }
    }

    byte[] pkcs8() {
        return secret.getEncoded();
    }
}
