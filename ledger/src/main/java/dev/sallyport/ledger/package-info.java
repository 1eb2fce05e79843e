/**
 * Records that can be checked without the one who wrote them.
 *
 * <p>Read the package {@code receipt} first (what is written), then {@code merkle} and {@code note} (how a whole history is named and
 * signed), then {@code export} and {@code verify} (how it leaves the house and how a stranger checks it).
 */
@NullMarked
package dev.sallyport.ledger;

import org.jspecify.annotations.NullMarked;
