package dev.sallyport.server.console;

import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.Optional;

/** Kept receipts as pages read them: one that is damaged where it is kept must not take a page with it. */
final class ReceiptReading {
    /** What stands where a receipt's kind would. */
    static final String UNREADABLE = "unreadable";

    private ReceiptReading() {}

    /** The receipt, unless its bytes are none any more. */
    static Optional<Receipt> of(SealedReceipt sealed) {
        try {
            return Optional.of(Receipt.read(sealed.canonical()));
        } catch (Malformed | FormBroken | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
