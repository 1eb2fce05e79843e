/** Tests of the ledger's export. */
@NullMarked
package dev.sallyport.ledger.export;

import org.jspecify.annotations.NullMarked;
