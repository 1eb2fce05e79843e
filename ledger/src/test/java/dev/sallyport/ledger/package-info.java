/** Tests of the ledger. */
@NullMarked
package dev.sallyport.ledger;

import org.jspecify.annotations.NullMarked;
