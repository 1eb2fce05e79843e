/** Tests of {@code pattern}. */
@NullMarked
package dev.sallyport.sigma.pattern;

import org.jspecify.annotations.NullMarked;
