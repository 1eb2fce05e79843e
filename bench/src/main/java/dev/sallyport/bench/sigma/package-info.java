/** How fast detection rules are read and matched. */
@NullMarked
package dev.sallyport.bench.sigma;

import org.jspecify.annotations.NullMarked;
