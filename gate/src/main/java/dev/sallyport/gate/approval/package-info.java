/** Held actions: the binding of an approval to the bytes that will run, its life and its votes. */
@NullMarked
package dev.sallyport.gate.approval;

import org.jspecify.annotations.NullMarked;
