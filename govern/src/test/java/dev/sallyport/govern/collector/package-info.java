/** Tests of {@link dev.sallyport.govern.collector}. */
@NullMarked
package dev.sallyport.govern.collector;

import org.jspecify.annotations.NullMarked;
