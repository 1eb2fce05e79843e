/** Canaries minted, hidden and found. */
@NullMarked
package dev.sallyport.shield.canary;

import org.jspecify.annotations.NullMarked;
