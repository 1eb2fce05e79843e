package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.interchange.AegisForm;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.ledger.export.AegisWriter;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Writes a tenant's decisions, people's answers and outcomes in the interchange form {@code aegis-1}, as a chain of its own:
 * plain text that can't be erased once it is out, so only whoever names the form gets it.
 */
public final class AegisExport {
    private static final int PAGE = 1_000;

    private final Records records;
    private final AegisForm form;

    /** An export of those records, whose facts that sealer opens. */
    public AegisExport(Records records, Sealer sealer) {
        this.records = records;
        this.form = new AegisForm(records, sealer);
    }

    /**
     * Writes what the tenant's chain holds at that moment; the stream stays open.
     *
     * @throws IOException if the stream can't be written
     */
    public void write(TenantId tenant, OutputStream out) throws IOException {
        AegisWriter writer = new AegisWriter(out);
        long end = records.receiptCount(tenant);
        for (long from = 0; from < end; from += PAGE) {
            for (SealedReceipt receipt : records.receipts(tenant, from, (int) Math.min(PAGE, end - from))) {
                Optional<JsonObject> content = form.content(tenant, receipt);
                if (content.isPresent()) {
                    writer.add(content.get(), receipt.hash());
                }
            }
        }
    }
}
