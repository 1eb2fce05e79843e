package dev.sallyport.server.api;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.incident.Act;
import dev.sallyport.soc.incident.ActReceipts;
import dev.sallyport.soc.incident.Chapter;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.response.Step;
import dev.sallyport.soc.story.Witnessed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The receipts that an incident rests on. Thread-safe. */
final class IncidentReceipts {
    /** How many receipts a story rests on. */
    static final int MOST_RECEIPTS = 200;

    private static final int MOST_ALERTS = 200;
    private static final int MOST_LOOKED_THROUGH = 10_000;
    private static final int PAGE = 500;

    private final Book book;
    private final Records records;

    IncidentReceipts(Records records, Book book) {
        this.records = records;
        this.book = book;
    }

    /**
     * What was found.
     *
     * @param missing ids that nothing has any more
     * @param truncated whether there was more
     */
    record Found(List<SealedReceipt> receipts, List<String> missing, boolean truncated) {}

    /** What people and playbooks did first, then what rules rest on; decisions with the outcomes and answers that name them. */
    Found of(Incident incident) {
        Set<String> ids = new LinkedHashSet<>();
        incident.handling().acts().stream().map(Act::receiptId).forEach(ids::add);
        for (Step step : book.steps(incident.tenant(), incident.id())) {
            step.receiptId().ifPresent(ids::add);
            step.undoReceiptId().ifPresent(ids::add);
        }
        incident.chapters().stream().map(Chapter::receipts).forEach(ids::addAll);
        List<Alert> alerts = book.alertsOf(incident.tenant(), incident.id(), MOST_ALERTS, 0);
        alerts.reversed().stream().map(Alert::receipts).forEach(ids::addAll);
        Map<String, SealedReceipt> receipts = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        boolean truncated = alerts.size() < incident.alerts();
        for (String id : ids) {
            if (receipts.size() >= MOST_RECEIPTS) {
                truncated = true;
                break;
            }
            Optional<SealedReceipt> receipt = records.receipt(incident.tenant(), id);
            if (receipt.isEmpty()) {
                missing.add(id);
            } else {
                receipts.put(id, receipt.get());
                decision(incident.tenant(), receipt.get()).ifPresent(d -> receipts.putIfAbsent(d.receiptId(), d));
                voiding(incident, receipt.get()).ifPresent(v -> receipts.putIfAbsent(v.receiptId(), v));
            }
        }
        return new Found(
                receipts.values().stream()
                        .sorted(Comparator.comparingLong(SealedReceipt::sequence))
                        .toList(),
                missing,
                truncated);
    }

    /** What says that an act did not come into force: it stands in the chain behind the act's own, mostly close by. */
    private Optional<SealedReceipt> voiding(Incident incident, SealedReceipt sealed) {
        boolean isLost = Receipt.ifReadable(sealed)
                        .filter(receipt -> receipt.envelope().kind() == ReceiptKind.ADMINISTRATION)
                        .filter(receipt -> ActReceipts.isAct(receipt.body(), incident.id()))
                        .isPresent()
                && incident.handling().acts().stream()
                        .noneMatch(act -> act.receiptId().equals(sealed.receiptId()));
        long from = sealed.sequence() + 1;
        long end = isLost ? from + MOST_LOOKED_THROUGH : from;
        while (from < end) {
            List<SealedReceipt> page = records.receipts(incident.tenant(), from, PAGE);
            Optional<SealedReceipt> found = page.stream()
                    .filter(each -> voids(incident, each)
                            .filter(sealed.receiptId()::equals)
                            .isPresent())
                    .findFirst();
            if (found.isPresent() || page.isEmpty()) {
                return found;
            }
            from = page.getLast().sequence() + 1;
        }
        return Optional.empty();
    }

    private static Optional<String> voids(Incident incident, SealedReceipt sealed) {
        return Receipt.ifReadable(sealed)
                .filter(receipt -> receipt.envelope().kind() == ReceiptKind.ADMINISTRATION)
                .flatMap(receipt -> ActReceipts.voids(receipt.body(), incident.id()));
    }

    /** The decision that an outcome or an answer is about. */
    private Optional<SealedReceipt> decision(TenantId tenant, SealedReceipt sealed) {
        return Receipt.ifReadable(sealed)
                .filter(receipt -> receipt.envelope().kind() == ReceiptKind.OUTCOME
                        || receipt.envelope().kind() == ReceiptKind.APPROVAL)
                .flatMap(receipt -> Witnessed.text(receipt, "decision_id"))
                .flatMap(id -> IncidentCalls.decision(records, tenant, id));
    }
}
