/** Pilots on a virtual clock. */
@NullMarked
package dev.sallyport.govern.pilot.simulation;

import org.jspecify.annotations.NullMarked;
