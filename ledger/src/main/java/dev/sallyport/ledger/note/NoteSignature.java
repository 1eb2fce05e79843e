package dev.sallyport.ledger.note;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.StrictBase64;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One signature line of a note.
 *
 * @param name the name of the key
 * @param keyHash the key's hash, 8 lower-case hexadecimal digits
 * @param base64 the bare signature in strict base64
 */
public record NoteSignature(String name, String keyHash, String base64) {
    private static final String DASH = "\u2014 ";
    private static final int HASH_BYTES = 4;

    public NoteSignature {
        KeyName.checked(name);
        if (keyHash.length() != 2 * HASH_BYTES || !Hex.isLower(keyHash)) {
            throw new Malformed("signature_line", "a key hash must be 8 lower-case hexadecimal digits");
        }
    }

    /** The line that the signer makes for this text. */
    static NoteSignature by(Signer signer, byte[] noteText) {
        VerifierKey key = signer.verifierKey();
        return new NoteSignature(key.name(), key.hash(), StrictBase64.of(signer.sign(noteText)));
    }

    /**
     * Reads one line without its newline.
     *
     * @throws Malformed {@code signature_line} or {@code base64_not_strict}
     */
    public static NoteSignature parse(String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0 || !KeyName.isOne(line.substring(DASH.length(), space))) {
            throw new Malformed("signature_line", "a signature line must read \u2014 name base64");
        }
        byte[] bytes = StrictBase64.parse(line.substring(space + 1));
        if (bytes.length <= HASH_BYTES) {
            throw new Malformed("signature_line", "a signature must have more than " + HASH_BYTES + " bytes");
        }
        return new NoteSignature(
                line.substring(DASH.length(), space),
                Hex.of(Arrays.copyOf(bytes, HASH_BYTES)),
                StrictBase64.of(Arrays.copyOfRange(bytes, HASH_BYTES, bytes.length)));
    }

    /** The bare signature. */
    public byte[] signature() {
        return StrictBase64.parse(base64);
    }

    /** Whether the line claims to be of this key. */
    public boolean names(VerifierKey key) {
        return name.equals(key.name()) && keyHash.equals(key.hash());
    }

    /** The line as it stands in a note, newline included. */
    public String line() {
        byte[] signature = signature();
        byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(keyHash), HASH_BYTES + signature.length);
        System.arraycopy(signature, 0, bytes, HASH_BYTES, signature.length);
        return DASH + name + " " + StrictBase64.of(bytes) + "\n";
    }
}
