/** Tests of the package of the same name. */
@NullMarked
package dev.sallyport.ledger.tile;

import org.jspecify.annotations.NullMarked;
