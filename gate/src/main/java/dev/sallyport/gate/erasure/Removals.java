package dev.sallyport.gate.erasure;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.List;

/**
 * What a tenant's receipts say was removed. This is what tells a payload that was erased, or whose term was over, from one
 * that somebody took out of the store. Not thread-safe.
 */
public final class Removals {
    private static final int PAGE = 1_000;

    private final Records records;
    private final TenantId tenant;
    private final Places places = new Places();
    private long next;

    /** The removals of that tenant; nothing is read yet. */
    public Removals(Records records, TenantId tenant) {
        this.records = records;
        this.tenant = tenant;
    }

    /** Whether a receipt says that the payload of the decision at that place of the chain was removed. */
    public boolean cover(long sequence) {
        if (!places.holds(sequence)) {
            // The very receipt that removed it may be newer than the last question.
            read();
        }
        return places.holds(sequence);
    }

    private void read() {
        List<SealedReceipt> page = records.receipts(tenant, next, PAGE);
        while (!page.isEmpty()) {
            page.forEach(this::take);
            next = page.getLast().sequence() + 1;
            page = records.receipts(tenant, next, PAGE);
        }
    }

    private void take(SealedReceipt sealed) {
        Receipt receipt = Receipt.read(sealed.canonical());
        var body = receipt.body().members();
        if (receipt.envelope().kind() == ReceiptKind.ADMINISTRATION
                && body.get("event") instanceof JsonString event
                && Why.EVENTS.contains(event.value())
                && body.get(Why.PLACES) instanceof JsonString text) {
            places.addAll(text.value(), sealed.sequence());
        }
    }
}
