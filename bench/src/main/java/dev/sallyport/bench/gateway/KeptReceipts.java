package dev.sallyport.bench.gateway;

import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;

/**
 * How many receipts of each kind that counts are in the store of a gateway that has stopped.
 *
 * @param decisions of decisions
 * @param outcomes of outcomes
 */
public record KeptReceipts(long decisions, long outcomes) {
    private static final int PAGE = 1_000;

    /** Those of the {@link Child} that ran below that folder. */
    public static KeptReceipts in(Scratch scratch) {
        TenantId tenant = new TenantId("default");
        long decisions = 0;
        long outcomes = 0;
        try (Snapshot snapshot = Snapshot.of(new DataFolder(scratch.path().resolve("data")))) {
            long all = snapshot.records().receiptCount(tenant);
            for (long from = 0; from < all; from += PAGE) {
                for (SealedReceipt sealed : snapshot.records().receipts(tenant, from, PAGE)) {
                    ReceiptKind kind =
                            Receipt.read(sealed.canonical()).envelope().kind();
                    decisions += kind == ReceiptKind.DECISION ? 1 : 0;
                    outcomes += kind == ReceiptKind.OUTCOME ? 1 : 0;
                }
            }
        }
        return new KeptReceipts(decisions, outcomes);
    }
}
