package dev.sallyport.ledger.note;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.encoding.StrictBase64;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The public half of a signing key under its name (signed-note, "Verifier keys").
 *
 * <p>Its text form is {@code name+hhhhhhhh+base64}; its first two parts alone are the {@link #id}. Immutable; equal when
 * name, type and key are equal.
 */
public final class VerifierKey {
    private static final int HASH_CHARS = 8;

    private final String name;
    private final SignatureType type;
    private final byte[] publicKey;
    private final String hash;

    /**
     * A key of the given kind.
     *
     * @throws Malformed when the name or the key's length is wrong
     */
    public VerifierKey(String name, SignatureType type, byte[] publicKey) {
        this.name = KeyName.checked(name);
        this.type = type;
        this.publicKey = publicKey.clone();
        if (publicKey.length != type.publicKeyBytes()) {
            throw new Malformed(
                    "vkey_malformed",
                    "a public key of this type has " + type.publicKeyBytes() + " bytes, not " + publicKey.length);
        }
        this.hash = hash(name, typed());
    }

    /**
     * Reads {@code name+hhhhhhhh+base64} strictly.
     *
     * @throws Malformed {@code key_name}, {@code vkey_malformed}, {@code vkey_unknown_type} or {@code vkey_wrong_hash}
     */
    public static VerifierKey parse(String text) {
        return parse(text, type -> true);
    }

    /** Reads a key as {@link #parse(String)} does; another type than the one asked for is unknown. */
    public static VerifierKey parse(String text, SignatureType type) {
        return parse(text, type::equals);
    }

    private static VerifierKey parse(String text, Predicate<SignatureType> wanted) {
        // A name holds no plus, but base64 may: the first two separate.
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || parts[1].length() != HASH_CHARS || !Hex.isLower(parts[1])) {
            throw new Malformed("vkey_malformed", "a verifier key must read name+8 hexadecimal digits+base64");
        }
        byte[] typed = StrictBase64.parse(parts[2]);
        if (typed.length == 0) {
            throw new Malformed("vkey_malformed", "a verifier key must name its type");
        }
        SignatureType type = SignatureType.of(typed[0])
                .filter(wanted)
                .orElseThrow(() -> new Malformed(
                        "vkey_unknown_type",
                        "signature type 0x" + Integer.toHexString(typed[0] & 0xff) + " is unknown here"));
        VerifierKey key = new VerifierKey(parts[0], type, Arrays.copyOfRange(typed, 1, typed.length));
        if (!key.hash.equals(parts[1])) {
            throw new Malformed("vkey_wrong_hash", "the key's hash is " + key.hash + ", its text says " + parts[1]);
        }
        return key;
    }

    /** The name of the key, for a log its origin. */
    public String name() {
        return name;
    }

    /** What kind of signature the key makes. */
    public SignatureType type() {
        return type;
    }

    /** The first 4 bytes of the key's hash as 8 lower-case digits; a hint, not a fingerprint. */
    public String hash() {
        return hash;
    }

    /** {@code name+hhhhhhhh}: how a receipt names the key. */
    public String id() {
        return name + "+" + hash;
    }

    /** The text form, {@code name+hhhhhhhh+base64}. */
    public String encoded() {
        return id() + "+" + StrictBase64.of(typed());
    }

    /** Whether the key made this signature (without the 4 bytes that name the key) over this note text. */
    public boolean verify(byte[] noteText, byte[] signature) {
        return type.verify(publicKey, noteText, signature);
    }

    /** The public key in base64, without name or type: equal for one key under two names. */
    public String keyMaterial() {
        return StrictBase64.of(publicKey);
    }

    byte[] publicKey() {
        return publicKey.clone();
    }

    private byte[] typed() {
        byte[] typed = new byte[1 + publicKey.length];
        typed[0] = type.identifier();
        System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
        return typed;
    }

    private static String hash(String name, byte[] typed) {
        byte[] full = Sha256.of((name + "\n").getBytes(StandardCharsets.UTF_8), typed);
        return Hex.of(full).substring(0, HASH_CHARS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey key && encoded().equals(key.encoded());
    }

    @Override
    public int hashCode() {
        return encoded().hashCode();
    }

    /** The text form. */
    @Override
    public String toString() {
        return encoded();
    }
}
