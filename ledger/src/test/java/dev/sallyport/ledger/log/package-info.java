/** Tests of the package of the same name. */
@NullMarked
package dev.sallyport.ledger.log;

import org.jspecify.annotations.NullMarked;
