/** Tests of the receipts. */
@NullMarked
package dev.sallyport.ledger.receipt;

import org.jspecify.annotations.NullMarked;
