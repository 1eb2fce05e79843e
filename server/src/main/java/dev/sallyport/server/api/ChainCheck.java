package dev.sallyport.server.api;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptHash;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Checks that receipts someone presents link up: native ones, bare or as {@link ReceiptForm} shows them, as a whole chain
 * or a stretch of one; and foreign {@code aegis-1} chains. Shows order and integrity, never completeness: that takes a
 * signed checkpoint.
 */
final class ChainCheck {
    private static final String GENESIS = "0".repeat(64);

    private ChainCheck() {}

    /** The verdict as the API tells it. */
    static JsonObject check(JsonArray receipts) {
        return isNative(receipts) ? links(receipts.items()) : foreign(receipts);
    }

    /** A caller who lists no receipt asks about none; nothing foreign is among them either. */
    private static boolean isNative(JsonArray receipts) {
        return receipts.items().isEmpty()
                || (receipts.items().getFirst() instanceof JsonObject first
                        && (first.get("receipt") != null || first.get("format") != null));
    }

    private static JsonObject links(List<Json> receipts) {
        Optional<String> previous = Optional.empty();
        long sequence = -1;
        for (int i = 0; i < receipts.size(); i++) {
            try {
                byte[] canonical = canonical(receipts.get(i));
                Receipt receipt = Receipt.read(canonical);
                String hash = HexFormat.of().formatHex(ReceiptHash.of(canonical));
                String expected = previous.orElse(receipt.sequence() == 0 ? GENESIS : receipt.previous());
                if (!receipt.previous().equals(expected) || (i > 0 && receipt.sequence() != sequence + 1)) {
                    return bad(i, "chain_broken", "it does not follow the receipt before it");
                }
                if (!stated(receipts.get(i)).orElse(hash).equals(hash)) {
                    return bad(i, "hash_mismatch", "receipt_hash is not the hash of the receipt");
                }
                previous = Optional.of(hash);
                sequence = receipt.sequence();
            } catch (Malformed e) {
                return bad(i, e.code(), String.valueOf(e.getMessage()));
            } catch (MalformedJson e) {
                return bad(i, e.code(), String.valueOf(e.getMessage()));
            }
        }
        return good(receipts.size(), "sallyport-2");
    }

    private static byte[] canonical(Json item) {
        Json receipt =
                item instanceof JsonObject object && object.get("receipt") instanceof JsonObject inner ? inner : item;
        return CanonicalForm.of(receipt, Scheme.SALLYPORT_JCS_2);
    }

    private static Optional<String> stated(Json item) {
        return item instanceof JsonObject object && object.get("receipt_hash") instanceof JsonString hash
                ? Optional.of(hash.value())
                : Optional.empty();
    }

    private static JsonObject foreign(JsonArray receipts) {
        byte[] bytes = CanonicalForm.of(receipts, Scheme.RFC8785);
        try {
            return switch (OfflineVerifier.verify(new ByteArrayInputStream(bytes), VerifyOptions.none())) {
                case Verdict.ChainOnly chain -> good(chain.count(), "aegis-1");
                case Verdict.Verified verified -> good(verified.count(), "sallyport-2");
                case Verdict.Fault fault -> bad((int) Math.max(0, fault.line() - 1), fault.code(), fault.message());
            };
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory could not be read", e);
        }
    }

    private static JsonObject good(long count, String format) {
        return JsonObject.builder()
                .put("verified", true)
                .put("checked", count)
                .put("format", format)
                .put("anchored", false)
                .build();
    }

    private static JsonObject bad(int index, String code, String message) {
        return JsonObject.builder()
                .put("verified", false)
                .put("checked", index)
                .put("error", code)
                .put("detail", message)
                .put("first_bad_index", index)
                .build();
    }
}
