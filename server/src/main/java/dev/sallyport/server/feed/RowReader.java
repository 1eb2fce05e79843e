package dev.sallyport.server.feed;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.event.PlaneEvents;
import dev.sallyport.soc.event.ReceiptEvents;
import dev.sallyport.soc.event.Seen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes rows of receipts. Thread-safe.
 *
 * @param journal knows the agents' keys
 */
public record RowReader(Records records, Journal journal) implements RowSource {
    @Override
    public long count(TenantId tenant) {
        return records.receiptCount(tenant);
    }

    @Override
    public List<FeedRow> rows(TenantId tenant, long from, int limit) {
        List<SealedReceipt> page = records.receipts(tenant, from, limit);
        // An outcome mostly stands near its decision, so what the page holds need not be asked for.
        Map<String, Receipt> near = new HashMap<>();
        ReceiptEvents events = new ReceiptEvents(id -> decision(tenant, id, near));
        return page.stream()
                .map(receipt -> FeedRow.of(seen(events, near, tenant, receipt), id -> key(tenant, id)))
                .toList();
    }

    /** What a receipt tells; one that can't be read is told as such. */
    private static Seen seen(ReceiptEvents events, Map<String, Receipt> near, TenantId tenant, SealedReceipt sealed) {
        try {
            Receipt receipt = Receipt.read(sealed.canonical());
            if (receipt.envelope().kind() == ReceiptKind.DECISION) {
                near.put(text(receipt), receipt);
            }
            return events.of(sealed.receiptId(), receipt);
        } catch (Malformed broken) {
            return PlaneEvents.chainBroken(tenant, sealed.sequence(), 0, broken.code(), sealed.receiptId());
        }
    }

    private static String text(Receipt receipt) {
        return receipt.body().members().get("decision_id") instanceof dev.sallyport.action.json.JsonString id
                ? id.value()
                : "";
    }

    private Optional<Receipt> decision(TenantId tenant, String id, Map<String, Receipt> near) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(near.get(id))
                .or(() -> records.receiptsOf(tenant, new DecisionId(id)).stream()
                        .flatMap(kept -> Receipt.ifReadable(kept).stream())
                        .filter(receipt -> receipt.envelope().kind() == ReceiptKind.DECISION)
                        .findFirst());
    }

    private String key(TenantId tenant, String id) {
        try {
            return journal.registry()
                    .agent(tenant, new AgentId(id))
                    .map(Agent::key)
                    .orElse(id);
        } catch (IllegalArgumentException e) {
            return id;
        }
    }
}
