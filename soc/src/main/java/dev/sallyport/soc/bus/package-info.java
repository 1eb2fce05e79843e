/** The bounded bus between the gate and the second plane: it drops and counts, and what was dropped is read from the ledger. */
@NullMarked
package dev.sallyport.soc.bus;

import org.jspecify.annotations.NullMarked;
