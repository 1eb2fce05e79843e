/**
 * A receipt: what is written about one decision, outcome, vote or act of administration.
 *
 * <p>The gate gives a {@link dev.sallyport.ledger.receipt.ReceiptBody} and an
 * {@link dev.sallyport.ledger.receipt.Envelope}; many threads render them into
 * {@link dev.sallyport.ledger.receipt.ReceiptDraft}s. The one thread that writes a tenant's
 * {@link dev.sallyport.ledger.receipt.Chain} gives each draft its place, which makes a
 * {@link dev.sallyport.ledger.receipt.SealedReceipt}. {@link dev.sallyport.ledger.receipt.Receipt} reads one back.
 * The format is described in {@code spec/receipt}.
 */
@NullMarked
package dev.sallyport.ledger.receipt;

import org.jspecify.annotations.NullMarked;
