package dev.sallyport.sdk.conformance;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.commitment.Commitment;
import dev.sallyport.ledger.commitment.FactsDigest;
import dev.sallyport.ledger.commitment.Salt;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptHash;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Locale;

/** What is asked about receipts. */
final class ReceiptAnswers {
    private ReceiptAnswers() {}

    /**
     * Checks a file.
     *
     * @throws Malformed when the key that was given is none: that is no fault of a line
     */
    static Verdict verify(Request request) {
        VerifyOptions options =
                new VerifyOptions(request.optional("vkey").map(text -> VerifierKey.parse(text, SignatureType.ED25519)));
        try {
            return OfflineVerifier.verify(new ByteArrayInputStream(request.bytes("file")), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject output(Verdict.Verified verified) {
        return JsonObject.builder()
                .put("count", verified.count())
                .put("origin", verified.origin())
                .put("root", verified.root())
                .put("signer", verified.signer().name().toLowerCase(Locale.ROOT))
                .put("anchored", verified.anchored())
                .build();
    }

    static JsonObject receiptHash(Request request) {
        byte[] canonical = request.bytes("receipt");
        Receipt.read(canonical);
        return hash(ReceiptHash.of(canonical));
    }

    static JsonObject commitment(Request request) {
        byte[] given = request.bytes("salt");
        if (given.length != Salt.BYTES) {
            throw new Malformed("wrong_member", "a salt has " + Salt.BYTES + " bytes, not " + given.length);
        }
        Salt salt = Salt.of(given);
        byte[] content = request.bytes("content");
        return JsonObject.builder()
                .put(
                        "hash",
                        request.text("kind").equals("facts")
                                ? FactsDigest.of(salt, content).hex()
                                : Commitment.to(salt, content).hex())
                .build();
    }

    static JsonObject hash(byte[] hash) {
        return JsonObject.builder().put("hash", HexFormat.of().formatHex(hash)).build();
    }
}
