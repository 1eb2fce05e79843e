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
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.story.Bundle;
import dev.sallyport.soc.story.Proven;
import dev.sallyport.soc.story.Story;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Collects an incident's evidence from the records, and proves each receipt against the newest checkpoint. Thread-safe. */
final class IncidentEvidence {
    private final Records records;
    private final LogTexts texts;
    private final ReceiptLogs logs;
    private final IncidentStories stories;

    IncidentEvidence(ApiParts parts, Book book) {
        this.records = parts.aside().shown();
        this.texts = new LogTexts(parts.published(), parts.aside().shown());
        this.logs = parts.published().logs();
        this.stories = new IncidentStories(parts.aside().shown(), parts.sealer(), book);
    }

    /**
     * The incident's bundle.
     *
     * @param narrative one that may leave the tenant
     * @throws dev.sallyport.ledger.note.SigningFailed when the key that signs checkpoints can't be used now
     */
    Bundle of(Incident incident, Optional<JsonObject> narrative) {
        IncidentReceipts.Found found = stories.receipts(incident);
        LogTexts.Log log = texts.tenant(incident.tenant());
        List<Proven> proven = found.receipts().stream()
                .map(each -> proven(incident.tenant(), each, log))
                .toList();
        Story story = stories.of(incident, found);
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
        return stories.of(incident);
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
