package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptFormat;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.List;
import java.util.Optional;

/** Receipts on the wire: where they stand, their hash, and the receipt itself, whose canonical form hashes to it. */
final class ReceiptForm {
    private static final List<String> SHOWN_OF_A_DECISION = List.of(
            "decision_id",
            "decision",
            "reasons",
            "policies",
            "phase",
            "agent",
            "session",
            "door",
            "tool",
            "action",
            "capability",
            "effect",
            "trust",
            "approval_id");

    private ReceiptForm() {}

    static JsonObject json(SealedReceipt receipt) {
        return JsonObject.builder()
                .put("receipt_id", receipt.receiptId())
                .put("sequence", receipt.sequence())
                .put("receipt_hash", receipt.hashHex())
                .put("receipt", StrictJson.parse(receipt.canonical(), ReceiptFormat.LIMITS))
                .build();
    }

    /** A decision as its receipt tells it; empty for receipts of anything else. */
    static Optional<JsonObject> decision(SealedReceipt sealed) {
        Receipt receipt = Receipt.read(sealed.canonical());
        return switch (receipt.envelope().kind()) {
            case DECISION -> Optional.of(decision(sealed, receipt));
            case OUTCOME, APPROVAL, ADMINISTRATION -> Optional.empty();
        };
    }

    private static JsonObject decision(SealedReceipt sealed, Receipt receipt) {
        JsonObject.Builder out = JsonObject.builder();
        for (String member : SHOWN_OF_A_DECISION) {
            Json value = receipt.body().members().get(member);
            if (value != null) {
                out.put(member, value);
            }
        }
        return out.put("at", DecisionForm.time(receipt.envelope().timeMillis()))
                .put("receipt_id", sealed.receiptId())
                .put("sequence", sealed.sequence())
                .build();
    }

    /** The agent a receipt is about, if it names one. */
    static Optional<String> agent(SealedReceipt receipt) {
        Json agent = Receipt.read(receipt.canonical()).body().members().get("agent");
        return agent instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }
}
