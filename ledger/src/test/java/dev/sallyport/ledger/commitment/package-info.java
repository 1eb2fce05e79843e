/** Tests of the ledger's commitment. */
@NullMarked
package dev.sallyport.ledger.commitment;

import org.jspecify.annotations.NullMarked;
