/** Tests of the package of the same name. */
@NullMarked
package dev.sallyport.ledger.witness;

import org.jspecify.annotations.NullMarked;
