/** Readers of bytes that strangers wrote, each with what must hold of any bytes at all. */
@NullMarked
package dev.sallyport.fuzz;

import org.jspecify.annotations.NullMarked;
