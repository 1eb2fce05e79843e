/** Tests of {@code dev.sallyport.soc.incident}. */
@NullMarked
package dev.sallyport.soc.incident;

import org.jspecify.annotations.NullMarked;
