/**
 * Checks exported receipts with nothing but the file and, at best, the log's verifier key.
 *
 * <p>{@link dev.sallyport.ledger.verify.OfflineVerifier} gives a {@link dev.sallyport.ledger.verify.Verdict}. It shows that
 * the receipts are complete, unchanged and in order up to the signed checkpoint. It cannot show that an older export is not
 * the newest one, nor that every action got a receipt.
 */
@NullMarked
package dev.sallyport.ledger.verify;

import org.jspecify.annotations.NullMarked;
