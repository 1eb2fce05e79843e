/** Native receipts in the forms other systems read. */
@NullMarked
package dev.sallyport.gate.interchange;

import org.jspecify.annotations.NullMarked;
