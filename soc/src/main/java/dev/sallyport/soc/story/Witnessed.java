package dev.sallyport.soc.story;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.event.ReceiptEvents;
import dev.sallyport.soc.event.Seen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events of a set of receipts, told by these receipts alone: whom an outcome or an answer concerns is known if its decision is among them. */
public final class Witnessed {
    private Witnessed() {}

    /** Their events in the order of the chain; a receipt that can't be read has none. */
    public static List<Seen> of(Collection<SealedReceipt> receipts) {
        List<SealedReceipt> ordered = new ArrayList<>(receipts);
        ordered.sort(Comparator.comparingLong(SealedReceipt::sequence));
        Map<String, Receipt> decisions = new HashMap<>();
        List<Map.Entry<String, Receipt>> read = new ArrayList<>();
        for (SealedReceipt sealed : ordered) {
            Receipt.ifReadable(sealed).ifPresent(receipt -> {
                read.add(Map.entry(sealed.receiptId(), receipt));
                if (receipt.envelope().kind() == ReceiptKind.DECISION) {
                    text(receipt, "decision_id").ifPresent(id -> decisions.putIfAbsent(id, receipt));
                }
            });
        }
        ReceiptEvents events = new ReceiptEvents(id -> Optional.ofNullable(decisions.get(id)));
        return read.stream()
                .map(each -> events.of(each.getKey(), each.getValue()))
                .toList();
    }

    /** A text of its body. */
    public static Optional<String> text(Receipt receipt, String member) {
        return receipt.body().members().get(member) instanceof JsonString text
                ? Optional.of(text.value())
                : Optional.empty();
    }
}
