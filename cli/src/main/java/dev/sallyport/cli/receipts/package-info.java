/** Receipts leaving the house and being checked outside of it, without the house's help. */
@NullMarked
package dev.sallyport.cli.receipts;

import org.jspecify.annotations.NullMarked;
