/** Strict reading of the gate's own JSON records. */
@NullMarked
package dev.sallyport.gate.form;

import org.jspecify.annotations.NullMarked;
