/**
 * Puts the gateway before what an agent's host runs: it runs only when the gateway released exactly these bytes.
 *
 * <p>Read {@link dev.sallyport.sdk.Client}, then {@link dev.sallyport.sdk.Guard} and {@link dev.sallyport.sdk.Protected}. Failures
 * are one family, {@link dev.sallyport.sdk.SallyportException}. Receipts, proofs and checkpoints are checked offline with
 * {@link dev.sallyport.ledger.verify.OfflineVerifier} and {@link dev.sallyport.ledger.log.LogPolicy}.
 */
@NullMarked
package dev.sallyport.sdk;

import org.jspecify.annotations.NullMarked;
