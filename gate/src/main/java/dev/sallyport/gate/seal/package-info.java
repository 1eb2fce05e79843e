/** Encryption of facts and held actions at rest, and the salts that keep receipts free of content. */
@NullMarked
package dev.sallyport.gate.seal;

import org.jspecify.annotations.NullMarked;
