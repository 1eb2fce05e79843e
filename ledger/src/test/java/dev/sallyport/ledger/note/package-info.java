/** Tests of the ledger's note. */
@NullMarked
package dev.sallyport.ledger.note;

import org.jspecify.annotations.NullMarked;
