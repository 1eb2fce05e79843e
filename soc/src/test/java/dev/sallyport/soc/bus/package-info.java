/** Tests of {@code dev.sallyport.soc.bus}. */
@NullMarked
package dev.sallyport.soc.bus;

import org.jspecify.annotations.NullMarked;
