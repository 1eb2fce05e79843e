/** Tests of {@code yaml}. */
@NullMarked
package dev.sallyport.sigma.yaml;

import org.jspecify.annotations.NullMarked;
