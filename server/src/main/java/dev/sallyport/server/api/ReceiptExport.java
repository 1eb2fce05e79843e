package dev.sallyport.server.api;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.export.ExportWriter;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a tenant's chain up to where it ends at that moment, anchored in a checkpoint of exactly that length. */
final class ReceiptExport {
    private static final int PAGE = 1_000;

    private final Records records;
    private final Signer signer;

    ReceiptExport(Records records, Signer signer) {
        this.records = records;
        this.signer = signer;
    }

    private interface Sink {
        void take(SealedReceipt receipt) throws IOException;
    }

    void write(TenantId tenant, OutputStream out) throws IOException {
        ExportWriter writer = new ExportWriter(out, origin(tenant), signer.verifierKey());
        Tree tree = walk(tenant, receipt -> writer.add(receipt.canonical()));
        writer.finish(Checkpoint.of(origin(tenant), tree).sign(signer));
    }

    SignedNote checkpoint(TenantId tenant) {
        try {
            return Checkpoint.of(origin(tenant), walk(tenant, receipt -> {})).sign(signer);
        } catch (IOException e) {
            throw new IllegalStateException("nothing was written, yet writing failed", e);
        }
    }

    /** The log's name: the install's key name and the tenant. */
    private String origin(TenantId tenant) {
        return signer.verifierKey().name() + "/" + tenant.value();
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
