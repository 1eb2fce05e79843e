/** Tests of {@code dev.sallyport.soc.plane}. */
@NullMarked
package dev.sallyport.soc.plane;

import org.jspecify.annotations.NullMarked;
