/** Tests of {@code rule}. */
@NullMarked
package dev.sallyport.sigma.rule;

import org.jspecify.annotations.NullMarked;
