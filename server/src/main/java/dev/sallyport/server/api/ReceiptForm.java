package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
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

    private static final String UNREADABLE = "receipt_unreadable";

    private ReceiptForm() {}

    /** A receipt; of one whose bytes are no JSON any more, where it stands and that it is unreadable. */
    static JsonObject json(SealedReceipt receipt) {
        JsonObject.Builder out = place(receipt).put("receipt_hash", receipt.hashHex());
        try {
            return out.put("receipt", StrictJson.parse(receipt.canonical(), ReceiptFormat.LIMITS))
                    .build();
        } catch (MalformedJson damaged) {
            return out.put("error", UNREADABLE).build();
        }
    }

    /** A decision as its receipt tells it; empty for receipts of anything else. One that can't be read may have been a decision, and is not left out. */
    static Optional<JsonObject> decision(SealedReceipt sealed) {
        Optional<Receipt> receipt = Receipt.ifReadable(sealed);
        if (receipt.isEmpty()) {
            return Optional.of(place(sealed).put("error", UNREADABLE).build());
        }
        return switch (receipt.get().envelope().kind()) {
            case DECISION -> Optional.of(decision(sealed, receipt.get()));
            case OUTCOME, APPROVAL, ADMINISTRATION -> Optional.empty();
        };
    }

    private static JsonObject.Builder place(SealedReceipt receipt) {
        return JsonObject.builder().put("receipt_id", receipt.receiptId()).put("sequence", receipt.sequence());
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
        return Receipt.ifReadable(receipt)
                .flatMap(read -> read.body().members().get("agent") instanceof JsonString text
                        ? Optional.of(text.value())
                        : Optional.empty());
    }
}
