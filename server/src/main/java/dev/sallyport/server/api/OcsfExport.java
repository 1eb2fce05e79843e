package dev.sallyport.server.api;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.ocsf.OcsfWriter;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.IOException;
import java.io.OutputStream;

/** Writes each receipt of a tenant as an OCSF event, in a chain of events of its own. */
public final class OcsfExport {
    private static final int PAGE = 1_000;

    private final Records records;
    private final ReceiptLogs logs;

    /** An export of those records under those logs' names. */
    public OcsfExport(Records records, ReceiptLogs logs) {
        this.records = records;
        this.logs = logs;
    }

    /**
     * Writes what the tenant's chain holds at that moment; the stream stays open.
     *
     * @throws IOException if the stream can't be written
     */
    public void write(TenantId tenant, OutputStream out) throws IOException {
        OcsfWriter events =
                new OcsfWriter(out, logs.origin(tenant), logs.signer().keyId());
        long end = records.receiptCount(tenant);
        for (long from = 0; from < end; from += PAGE) {
            for (SealedReceipt receipt : records.receipts(tenant, from, (int) Math.min(PAGE, end - from))) {
                events.add(receipt);
            }
        }
    }
}
