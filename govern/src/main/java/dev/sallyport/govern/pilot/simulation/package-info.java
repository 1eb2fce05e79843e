/** A whole pilot on a virtual clock, with a good or a bad ending: {@link dev.sallyport.govern.pilot.simulation.Simulation}. */
@NullMarked
package dev.sallyport.govern.pilot.simulation;

import org.jspecify.annotations.NullMarked;
