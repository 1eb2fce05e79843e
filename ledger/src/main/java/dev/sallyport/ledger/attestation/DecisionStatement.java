package dev.sallyport.ledger.attestation;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Members;
import dev.sallyport.ledger.log.LogProof;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptFormat;
import dev.sallyport.ledger.receipt.ReceiptHash;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An in-toto Statement v1 about one decision: its subjects are the receipt, by its hash, and the action, by the salted
 * commitment that the receipt holds; its predicate is the receipt itself with the proof that the log holds it. Nothing stands
 * in it that the receipt does not say, so erasing an action's content leaves the statement true and empty of content.
 *
 * @param receipt of kind decision
 * @param receiptHash its hash, 32 bytes
 * @param origin the log
 * @param key checks the log's checkpoints and the envelope
 * @param proof that the receipt is in the log; not checked yet
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by whoever verifies
public record DecisionStatement(Receipt receipt, byte[] receiptHash, String origin, VerifierKey key, LogProof proof) {
    /** The type of an envelope's payload that holds a statement. */
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    /** The type of the statement. */
    public static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";

    /** The type of the predicate. */
    public static final String PREDICATE_TYPE = "https://sallyport.dev/attestation/decision/v1";

    private static final int MAX_BYTES = 1 << 20;
    private static final JsonLimits LIMITS =
            new JsonLimits(MAX_BYTES, ReceiptFormat.MAX_DEPTH + 2, ReceiptFormat.MAX_BYTES, MAX_BYTES);
    private static final List<String> MEMBERS = List.of("_type", "predicate", "predicateType", "subject");
    private static final List<String> PREDICATE_MEMBERS = List.of("log", "receipt");
    private static final List<String> LOG_MEMBERS = List.of("origin", "proof", "vkey");

    /**
     * The payload that says it.
     *
     * @param proof that the receipt is in the log of that origin and key
     */
    public static byte[] payload(SealedReceipt sealed, String origin, VerifierKey key, LogProof proof) {
        JsonObject log = JsonObject.builder()
                .put("origin", origin)
                .put("proof", proof.format())
                .put("vkey", key.encoded())
                .build();
        JsonObject predicate = JsonObject.builder()
                .put("log", log)
                .put("receipt", StrictJson.parse(sealed.canonical(), ReceiptFormat.LIMITS))
                .build();
        return CanonicalForm.of(
                JsonObject.builder()
                        .put("_type", STATEMENT_TYPE)
                        .put("predicate", predicate)
                        .put("predicateType", PREDICATE_TYPE)
                        .put("subject", subjects(Receipt.read(sealed.canonical()), sealed.hash()))
                        .build(),
                ReceiptFormat.SCHEME);
    }

    /**
     * Reads an envelope's payload. The subjects are held to the receipt; signature and proof are for the reader to check.
     *
     * @throws Malformed {@code unknown_format} when a type is another, {@code subject_differs}, or a code of the receipt, the
     *     proof, the key or the canonical form
     */
    public static DecisionStatement read(DsseEnvelope envelope) {
        requireType("payloadType", envelope.payloadType(), PAYLOAD_TYPE);
        JsonObject whole = DsseEnvelope.canonical(envelope.payload(), LIMITS);
        Members members = Members.exactly(MEMBERS, whole);
        requireType("_type", members.string("_type"), STATEMENT_TYPE);
        requireType("predicateType", members.string("predicateType"), PREDICATE_TYPE);
        Members predicate = Members.exactly(PREDICATE_MEMBERS, members.object("predicate"));
        Members log = Members.exactly(LOG_MEMBERS, predicate.object("log"));
        byte[] canonical = CanonicalForm.of(predicate.object("receipt"), ReceiptFormat.SCHEME);
        Receipt receipt = Receipt.read(canonical);
        if (receipt.envelope().kind() != ReceiptKind.DECISION) {
            throw new Malformed("wrong_member", "the receipt of a decision must be of kind decision");
        }
        byte[] hash = ReceiptHash.of(canonical);
        if (!subjects(receipt, hash).equals(whole.get("subject"))) {
            throw new Malformed("subject_differs", "the subjects are not the receipt and the action it commits to");
        }
        return new DecisionStatement(
                receipt,
                hash,
                log.string("origin"),
                VerifierKey.parse(log.string("vkey"), SignatureType.ED25519),
                LogProof.parse(log.string("proof").getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonArray subjects(Receipt receipt, byte[] hash) {
        JsonObject body = receipt.body().members();
        List<Json> subjects = new ArrayList<>();
        subjects.add(subject("receipt:" + receipt.envelope().receiptId(), Hex.of(hash)));
        if (body.get("action_commitment") instanceof JsonString action
                && Hex.isHash(action.value())
                && body.get("decision_id") instanceof JsonString decision) {
            subjects.add(subject("action:" + decision.value(), action.value()));
        }
        return new JsonArray(subjects);
    }

    private static JsonObject subject(String name, String sha256) {
        return JsonObject.builder()
                .put("digest", JsonObject.builder().put("sha256", sha256).build())
                .put("name", name)
                .build();
    }

    private static void requireType(String member, String said, String wanted) {
        if (!said.equals(wanted)) {
            throw new Malformed("unknown_format", member + " must be " + wanted);
        }
    }
}
