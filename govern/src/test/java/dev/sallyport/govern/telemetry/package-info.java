/** Tests of {@link dev.sallyport.govern.telemetry}. */
@NullMarked
package dev.sallyport.govern.telemetry;

import org.jspecify.annotations.NullMarked;
