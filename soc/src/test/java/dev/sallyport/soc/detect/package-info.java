/** Tests of {@code dev.sallyport.soc.detect}. */
@NullMarked
package dev.sallyport.soc.detect;

import org.jspecify.annotations.NullMarked;
