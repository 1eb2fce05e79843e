package dev.sallyport.ledger.succession;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Members;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One key's last word: which key follows it, at this place of this chain and nowhere else. Immutable.
 *
 * @param vkey the key that endorses, which the receipt names too
 * @param next the key that every later receipt names; it has the same name
 * @param endorsementBase64 the old key's signature over {@link #text}
 */
public record KeySuccession(VerifierKey vkey, VerifierKey next, String endorsementBase64) {
    /** The member of a receipt's body that holds it. */
    public static final String MEMBER = "key_succession";

    private static final List<String> NAMES = List.of("endorsement", "next_vkey", "vkey");
    private static final String DOMAIN = "sallyport/key-succession/1\n";

    /**
     * The old key's endorsement.
     *
     * @param sequence the place that the receipt will have
     * @param previous the hash of the receipt before it, 64 lower-case hexadecimal digits
     * @throws Malformed {@code key_endorsement} when the keys have different names, or are one
     * @throws dev.sallyport.ledger.note.SigningFailed when the old key can't be used now
     */
    public static KeySuccession endorse(Signer old, VerifierKey next, String tenant, long sequence, String previous) {
        byte[] signature = old.sign(text(tenant, sequence, previous, next));
        return new KeySuccession(old.verifierKey(), next, StrictBase64.of(signature)).checked();
    }

    /**
     * What a receipt says of its key's successor; empty when it is no such receipt. The endorsement was not checked.
     *
     * @throws Malformed {@code wrong_member}, {@code unknown_member}, {@code missing_member}, a code of
     *     {@link VerifierKey#parse}, or {@code key_endorsement} when the keys have different names, or are one
     */
    public static Optional<KeySuccession> of(Receipt receipt) {
        JsonObject body = receipt.body().members();
        if (receipt.envelope().kind() != ReceiptKind.ADMINISTRATION || body.get(MEMBER) == null) {
            return Optional.empty();
        }
        if (!(body.get(MEMBER) instanceof JsonObject object)) {
            throw new Malformed("wrong_member", "member `" + MEMBER + "` must be an object");
        }
        Members members = Members.exactly(NAMES, object);
        String endorsement = members.string("endorsement");
        VerifierKey next = VerifierKey.parse(members.string("next_vkey"), SignatureType.ED25519);
        VerifierKey vkey = VerifierKey.parse(members.string("vkey"), SignatureType.ED25519);
        StrictBase64.parse(endorsement);
        return Optional.of(new KeySuccession(vkey, next, endorsement).checked());
    }

    /** As a receipt's body holds it. */
    public JsonObject json() {
        return JsonObject.builder()
                .put("endorsement", endorsementBase64)
                .put("next_vkey", next.encoded())
                .put("vkey", vkey.encoded())
                .build();
    }

    /** Whether the old key endorsed the new one for the place where this receipt stands. */
    public boolean holds(Receipt at) {
        byte[] text = text(at.envelope().tenant(), at.sequence(), at.previous(), next);
        return vkey.verify(text, StrictBase64.parse(endorsementBase64));
    }

    /** What is signed. The hash of the receipt before binds the endorsement to one history of one log. */
    static byte[] text(String tenant, long sequence, String previous, VerifierKey next) {
        return (DOMAIN + tenant + "\n" + sequence + "\n" + previous + "\n" + next.encoded() + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private KeySuccession checked() {
        if (!vkey.name().equals(next.name()) || vkey.equals(next)) {
            throw new Malformed("key_endorsement", "the next key must have the name of the one before, and be another");
        }
        return this;
    }
}
