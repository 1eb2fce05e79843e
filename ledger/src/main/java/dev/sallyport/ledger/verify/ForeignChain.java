package dev.sallyport.ledger.verify;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.export.AegisReceipt;

/** One check of one {@code aegis-1} chain, receipt by receipt. The first receipt follows the empty hash. */
final class ForeignChain {
    private String head = "";
    private long count;

    /** Checks the next receipt, which stands on this line (or at this place of an array). */
    void add(Json value, long line) {
        if (!(value instanceof JsonObject object)) {
            throw new Found("wrong_member", line, "a receipt must be an object");
        }
        AegisReceipt receipt = new AegisReceipt(object);
        String stated = receipt.statedHash();
        if (stated == null || !Hex.isHash(stated)) {
            throw new Found("wrong_member", line, "receipt_hash must be 64 lower-case hexadecimal digits");
        }
        if (!head.equals(receipt.statedPrevious())) {
            throw new Found("chain_broken", line, "prev_receipt_hash is not the hash of the receipt before");
        }
        if (!stated.equals(computed(receipt, line))) {
            throw new Found("hash_mismatch", line, "receipt_hash is not the hash of the receipt");
        }
        head = stated;
        count++;
    }

    Verdict verdict() {
        if (count == 0) {
            throw new Found("no_receipts", 1, "the array is empty: it holds no receipt that could be verified");
        }
        return new Verdict.ChainOnly(count, head);
    }

    private static String computed(AegisReceipt receipt, long line) {
        try {
            return receipt.computedHash();
        } catch (MalformedJson e) {
            throw new Found(e.code(), line, String.valueOf(e.getMessage()));
        }
    }
}
