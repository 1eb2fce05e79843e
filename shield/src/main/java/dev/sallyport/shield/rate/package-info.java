/** Rates of what was found and missed, with how sure one may be of them: {@link dev.sallyport.shield.rate.Interval}. */
@NullMarked
package dev.sallyport.shield.rate;

import org.jspecify.annotations.NullMarked;
