/** Tests of the ledger's verify. */
@NullMarked
package dev.sallyport.ledger.verify;

import org.jspecify.annotations.NullMarked;
