/** Workloads, run by shields that the tests made. */
@NullMarked
package dev.sallyport.govern.baseline;

import org.jspecify.annotations.NullMarked;
