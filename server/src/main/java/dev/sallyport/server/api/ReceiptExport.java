package dev.sallyport.server.api;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.export.ExportWriter;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a tenant's chain up to where it ends at that moment, anchored in a checkpoint of exactly that length. */
public final class ReceiptExport {
    private static final int PAGE = 1_000;

    private final Records records;
    private final ReceiptLogs logs;

    /** An export of those records under those logs' names. */
    public ReceiptExport(Records records, ReceiptLogs logs) {
        this.records = records;
        this.logs = logs;
    }

    private interface Sink {
        void take(SealedReceipt receipt) throws IOException;
    }

    /**
     * Writes the tenant's chain; the stream stays open.
     *
     * @throws IOException if the stream can't be written
     */
    public void write(TenantId tenant, OutputStream out) throws IOException {
        ExportWriter writer =
                new ExportWriter(out, logs.origin(tenant), logs.signer().verifierKey());
        Tree tree = walk(tenant, receipt -> writer.add(receipt.canonical()));
        writer.finish(Checkpoint.of(logs.origin(tenant), tree).sign(logs.signer()));
    }

    private Tree walk(TenantId tenant, Sink sink) throws IOException {
        long end = records.receiptCount(tenant);
        Tree tree = Tree.empty();
        for (long from = 0; from < end; from += PAGE) {
            List<SealedReceipt> page = records.receipts(tenant, from, (int) Math.min(PAGE, end - from));
            for (SealedReceipt receipt : page) {
                sink.take(receipt);
                tree = tree.append(receipt.hash());
            }
        }
        return tree;
    }
}
