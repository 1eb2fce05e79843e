/** Tests of limits. */
@NullMarked
package dev.sallyport.gate.limit;

import org.jspecify.annotations.NullMarked;
