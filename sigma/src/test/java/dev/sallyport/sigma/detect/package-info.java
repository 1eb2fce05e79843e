/** Tests of {@code detect}. */
@NullMarked
package dev.sallyport.sigma.detect;

import org.jspecify.annotations.NullMarked;
