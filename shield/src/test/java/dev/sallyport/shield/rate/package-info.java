/** Rates and their intervals. */
@NullMarked
package dev.sallyport.shield.rate;

import org.jspecify.annotations.NullMarked;
