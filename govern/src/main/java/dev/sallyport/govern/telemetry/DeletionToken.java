package dev.sallyport.govern.telemetry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Members;
import dev.sallyport.ledger.note.NoteVerdict;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.VerifierKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * A customer's order to delete what was shipped, as a signed note of three lines. It proves itself: the customer's id is the hash of the key
 * that signed. Good for a day, so that one that somebody kept orders nothing later.
 *
 * @param key the customer's public key
 * @param note the signed note
 */
public record DeletionToken(String key, String note) {
    /** The name of every customer's key; it says nothing of the customer. */
    public static final String KEY_NAME = "sallyport-customer";

    /** How far the token's time may be from the collector's. */
    public static final long GOOD_FOR_MILLIS = 24 * 60 * 60 * 1000L;

    private static final String FIRST = "sallyport/telemetry-delete/1";
    private static final List<String> MEMBERS = List.of("customer", "key", "note");
    private static final int LINES = 3;

    /** A new order. */
    public static DeletionToken sign(Signer customer, long nowMillis) {
        String text = String.join(
                        "\n",
                        FIRST,
                        CustomerId.of(customer.verifierKey()).wire(),
                        Instant.ofEpochMilli(nowMillis).toString())
                + "\n";
        return new DeletionToken(
                customer.verifierKey().encoded(),
                SignedNote.sign(text, customer).format());
    }

    /** As it is sent. */
    public JsonObject form() {
        return JsonObject.builder()
                .put("customer", CustomerId.of(VerifierKey.parse(key)).wire())
                .put("key", key)
                .put("note", note)
                .build();
    }

    /**
     * Reads and checks what was sent.
     *
     * @return whose data is to go
     * @throws Malformed {@code deletion_token} if it is not the customer's own, or not of today
     */
    public static CustomerId check(JsonObject form, long nowMillis) {
        Members members = Members.exactly(MEMBERS, form);
        VerifierKey key = VerifierKey.parse(members.string("key"), SignatureType.ED25519);
        SignedNote note = SignedNote.parse(members.string("note"));
        CustomerId customer = CustomerId.of(key);
        if (!(note.check(List.of(key)) instanceof NoteVerdict.Signed)) {
            throw refused("the key it names did not sign it");
        }
        List<String> lines = note.text().lines().toList();
        if (lines.size() != LINES
                || !lines.get(0).equals(FIRST)
                || !lines.get(1).equals(customer.wire())
                || !members.string("customer").equals(customer.wire())) {
            throw refused("it orders nothing about the customer whose key signed it");
        }
        try {
            long age = nowMillis - Instant.parse(lines.get(2)).toEpochMilli();
            if (Math.abs(age) > GOOD_FOR_MILLIS) {
                throw refused("it is not of today; ask again");
            }
        } catch (DateTimeException e) {
            throw refused("it holds no time");
        }
        return customer;
    }

    private static Malformed refused(String why) {
        return new Malformed("deletion_token", "the token is not accepted: " + why);
    }
}
