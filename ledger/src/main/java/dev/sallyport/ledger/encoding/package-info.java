/** The hash function of every record, and spellings that leave no choice: one value, one text. */
@NullMarked
package dev.sallyport.ledger.encoding;

import org.jspecify.annotations.NullMarked;
