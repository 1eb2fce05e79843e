package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.ledger.merkle.ProofVerdict;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptHash;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.incident.Act;
import dev.sallyport.soc.incident.ActReceipts;
import dev.sallyport.soc.incident.Chapter;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.response.Step;
import dev.sallyport.soc.story.Bundle;
import dev.sallyport.soc.story.Proven;
import dev.sallyport.soc.story.Story;
import dev.sallyport.soc.story.Witnessed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects an incident's evidence from the records, and proves each receipt against the newest checkpoint. Thread-safe. */
final class IncidentEvidence {
    /** How many receipts a story rests on. */
    static final int MOST_RECEIPTS = 200;

    private static final int MOST_ALERTS = 200;
    private static final int MOST_LOOKED_THROUGH = 10_000;
    private static final int PAGE = 500;

    private final Book book;
    private final Records records;
    private final LogTexts texts;
    private final ReceiptLogs logs;
    private final IncidentCalls calls;

    IncidentEvidence(ApiParts parts, Book book) {
        this.book = book;
        this.records = parts.aside().shown();
        this.texts = new LogTexts(parts.published(), parts.aside().shown());
        this.logs = parts.published().logs();
        this.calls = new IncidentCalls(parts.aside().shown(), parts.sealer());
    }

    /**
     * The incident's bundle.
     *
     * @param narrative one that may leave the tenant
     * @throws dev.sallyport.ledger.note.SigningFailed when the key that signs checkpoints can't be used now
     */
    Bundle of(Incident incident, Optional<JsonObject> narrative) {
        Found found = found(incident);
        LogTexts.Log log = texts.tenant(incident.tenant());
        List<Proven> proven = found.receipts().stream()
                .map(each -> proven(incident.tenant(), each, log))
                .toList();
        IncidentCalls.Told told = calls.of(incident, found.receipts());
        Story story = Story.of(
                incident,
                book.steps(incident.tenant(), incident.id()),
                found.receipts(),
                told.graph(),
                told.destinations());
        VerifierKey key = logs.signer().verifierKey();
        return new Bundle(
                story,
                proven,
                found.missing(),
                log.checkpoint(),
                logs.signer().keyId(),
                key.encoded(),
                found.truncated(),
                narrative);
    }

    /** The story alone, without proofs. */
    Story story(Incident incident) {
        Found found = found(incident);
        IncidentCalls.Told told = calls.of(incident, found.receipts());
        return Story.of(
                incident,
                book.steps(incident.tenant(), incident.id()),
                found.receipts(),
                told.graph(),
                told.destinations());
    }

    private record Found(List<SealedReceipt> receipts, List<String> missing, boolean truncated) {}

    /** What people and playbooks did first, then what rules rest on; decisions with the outcomes and answers that name them. */
    private Found found(Incident incident) {
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
        boolean isLost = Witnessed.read(sealed)
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
        return Witnessed.read(sealed)
                .filter(receipt -> receipt.envelope().kind() == ReceiptKind.ADMINISTRATION)
                .flatMap(receipt -> ActReceipts.voids(receipt.body(), incident.id()));
    }

    /** The decision that an outcome or an answer is about. */
    private Optional<SealedReceipt> decision(TenantId tenant, SealedReceipt sealed) {
        return Witnessed.read(sealed)
                .filter(receipt -> receipt.envelope().kind() == ReceiptKind.OUTCOME
                        || receipt.envelope().kind() == ReceiptKind.APPROVAL)
                .flatMap(receipt -> Witnessed.text(receipt, "decision_id"))
                .flatMap(id -> IncidentCalls.decision(records, tenant, id));
    }

    private Proven proven(TenantId tenant, SealedReceipt sealed, LogTexts.Log log) {
        if (sealed.sequence() >= log.head().size()) {
            return new Proven(sealed, List.of(), false, fault(tenant, sealed));
        }
        InclusionProof path = log.path(sealed.sequence());
        Optional<String> fault = fault(tenant, sealed).or(() -> switch (path.verify(
                TreeHash.leaf(sealed.hash()), log.head().root())) {
            case ProofVerdict.Holds holds -> Optional.<String>empty();
            case ProofVerdict.Fails fails -> Optional.of(fails.code());
        });
        return new Proven(sealed, path.path(), true, fault);
    }

    /** What is wrong with a receipt and its link to the one before, as they are kept. */
    private Optional<String> fault(TenantId tenant, SealedReceipt sealed) {
        try {
            Receipt receipt = Receipt.read(sealed.canonical());
            if (!Arrays.equals(ReceiptHash.of(sealed.canonical()), sealed.hash())) {
                return Optional.of("hash_mismatch");
            }
            boolean placed = receipt.sequence() == sealed.sequence()
                    && receipt.envelope().receiptId().equals(sealed.receiptId())
                    && receipt.envelope().tenant().equals(tenant.value());
            return placed && receipt.previous().equals(before(tenant, sealed.sequence()))
                    ? Optional.empty()
                    : Optional.of("chain_broken");
        } catch (Malformed e) {
            return Optional.of(e.code());
        }
    }

    private String before(TenantId tenant, long sequence) {
        if (sequence == 0) {
            return "0".repeat(64);
        }
        return records.receipts(tenant, sequence - 1, 1).stream()
                .findFirst()
                .map(receipt -> Hex.of(ReceiptHash.of(receipt.canonical())))
                .orElse("");
    }
}
