/** Tests of the ledger's merkle. */
@NullMarked
package dev.sallyport.ledger.merkle;

import org.jspecify.annotations.NullMarked;
