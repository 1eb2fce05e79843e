/**
 * Receipts as OCSF events, with the profile {@code record_integrity} (spec/receipt/ocsf): categories and digests, never
 * contents and never a person's name.
 */
@NullMarked
package dev.sallyport.ledger.ocsf;

import org.jspecify.annotations.NullMarked;
