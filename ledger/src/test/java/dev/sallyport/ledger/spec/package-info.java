/** Writes and checks the vectors of {@code spec/receipt}. */
@NullMarked
package dev.sallyport.ledger.spec;

import org.jspecify.annotations.NullMarked;
