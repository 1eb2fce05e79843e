/** A measured rate, how sure it is, and how much more must be measured to be surer: {@link dev.sallyport.govern.measure.Rate}. */
@NullMarked
package dev.sallyport.govern.measure;

import org.jspecify.annotations.NullMarked;
