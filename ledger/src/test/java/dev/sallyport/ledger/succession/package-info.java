/** Keys that change hands, for tests. */
@NullMarked
package dev.sallyport.ledger.succession;

import org.jspecify.annotations.NullMarked;
