/** What other planes may hear of decisions: a bounded queue that drops and counts, and never delays the gate. */
@NullMarked
package dev.sallyport.gate.event;

import org.jspecify.annotations.NullMarked;
