package dev.sallyport.ledger.attestation;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Members;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.receipt.ReceiptFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes of a named type under exactly one signature (DSSE v1).
 *
 * <p>The signature is over {@link #preAuthenticationEncoding}. Nothing else that a key of this ledger signs can read like it:
 * a note's text ends in a newline, and a payload of ours, in canonical form, holds none.
 *
 * @param payloadType what the payload is, a media type
 * @param keyId which key signed, as a hint: it is not signed itself
 */
@SuppressWarnings("ArrayRecordComponent") // made, written or checked, and thrown away
public record DsseEnvelope(String payloadType, byte[] payload, String keyId, byte[] signature) {
    /** The longest envelope that is read, in bytes. */
    public static final int MAX_BYTES = 2 << 20;

    private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 3, 16, MAX_BYTES);
    private static final List<String> MEMBERS = List.of("payload", "payloadType", "signatures");
    private static final List<String> SIGNATURE_MEMBERS = List.of("keyid", "sig");

    /**
     * Signs a payload.
     *
     * @throws dev.sallyport.ledger.note.SigningFailed when the key can't be used now
     */
    public static DsseEnvelope sign(String payloadType, byte[] payload, Signer signer) {
        byte[] signature = signer.sign(preAuthenticationEncoding(payloadType, payload));
        return new DsseEnvelope(payloadType, payload, signer.keyId(), signature);
    }

    /** What is signed: {@code DSSEv1 SP LEN(type) SP type SP LEN(payload) SP payload}, lengths in bytes and in decimal. */
    static byte[] preAuthenticationEncoding(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + type.length + 32);
        out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(type);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /**
     * Reads an envelope in canonical form; checks no signature.
     *
     * @throws Malformed {@code not_canonical}, {@code unknown_member}, {@code missing_member}, {@code wrong_member},
     *     {@code signature_count}, {@code base64_not_strict}, or the code of {@link MalformedJson}
     */
    public static DsseEnvelope parse(byte[] line) {
        Members members = Members.exactly(MEMBERS, canonical(line, LIMITS));
        String type = members.string("payloadType");
        byte[] payload = StrictBase64.parse(members.string("payload"));
        if (!(StrictJson.parse(line, LIMITS) instanceof JsonObject whole)
                || !(whole.get("signatures") instanceof JsonArray signatures)) {
            throw new Malformed("wrong_member", "member `signatures` must be an array");
        }
        if (signatures.items().size() != 1) {
            throw new Malformed(
                    "signature_count",
                    "an envelope of an export has one signature, this one has "
                            + signatures.items().size());
        }
        if (!(signatures.items().getFirst() instanceof JsonObject one)) {
            throw new Malformed("wrong_member", "a signature must be an object");
        }
        Members signature = Members.exactly(SIGNATURE_MEMBERS, one);
        return new DsseEnvelope(type, payload, signature.string("keyid"), StrictBase64.parse(signature.string("sig")));
    }

    /**
     * An object in canonical form and no other spelling of it.
     *
     * @throws Malformed {@code not_canonical}, {@code wrong_member}, or the code of {@link MalformedJson}
     */
    static JsonObject canonical(byte[] bytes, JsonLimits limits) {
        try {
            Json value = StrictJson.parse(bytes, limits);
            if (!Arrays.equals(CanonicalForm.of(value, ReceiptFormat.SCHEME), bytes)) {
                throw new Malformed("not_canonical", "it is not in canonical form");
            }
            if (value instanceof JsonObject object) {
                return object;
            }
            throw new Malformed("wrong_member", "it must be an object");
        } catch (MalformedJson e) {
            throw new Malformed(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** Whether the key made the signature. */
    public boolean signedBy(VerifierKey key) {
        return key.verify(preAuthenticationEncoding(payloadType, payload), signature);
    }

    /** The envelope as a line, without the newline. */
    public byte[] line() {
        JsonObject one = JsonObject.builder()
                .put("keyid", keyId)
                .put("sig", StrictBase64.of(signature))
                .build();
        return CanonicalForm.of(
                JsonObject.builder()
                        .put("payload", StrictBase64.of(payload))
                        .put("payloadType", payloadType)
                        .put("signatures", JsonArray.of(one))
                        .build(),
                ReceiptFormat.SCHEME);
    }
}
