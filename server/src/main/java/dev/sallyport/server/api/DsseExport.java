package dev.sallyport.server.api;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.attestation.DecisionStatement;
import dev.sallyport.ledger.attestation.DsseEnvelope;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.IOException;
import java.io.OutputStream;

/** Writes each decision of a tenant as an in-toto Statement in a DSSE envelope, all under one checkpoint. */
public final class DsseExport {
    private static final int PAGE = 500;

    private final Records records;
    private final LogTexts texts;
    private final Signer signer;

    /** An export of those records, proved by those texts and signed by the key that signs their checkpoints. */
    public DsseExport(Records records, LogTexts texts, Signer signer) {
        this.records = records;
        this.texts = texts;
        this.signer = signer;
    }

    /**
     * Writes what the tenant's log holds at that moment; the stream stays open. Every decision costs one signature.
     *
     * @throws IOException if the stream can't be written
     * @throws dev.sallyport.ledger.note.SigningFailed when the key can't be used now
     */
    public void write(TenantId tenant, OutputStream out) throws IOException {
        LogTexts.Log log = texts.tenant(tenant);
        long end = log.head().size();
        for (long from = 0; from < end; from += PAGE) {
            for (SealedReceipt sealed : records.receipts(tenant, from, (int) Math.min(PAGE, end - from))) {
                if (Receipt.read(sealed.canonical()).envelope().kind() == ReceiptKind.DECISION) {
                    out.write(envelope(log, sealed).line());
                    out.write('\n');
                }
            }
        }
    }

    private DsseEnvelope envelope(LogTexts.Log log, SealedReceipt sealed) {
        byte[] payload = DecisionStatement.payload(
                sealed, log.text().origin(), signer.verifierKey(), log.proof(sealed.sequence()));
        return DsseEnvelope.sign(DecisionStatement.PAYLOAD_TYPE, payload, signer);
    }
}
