/**
 * A pilot: real traffic through shields that only advise, until measurement shows that they may block. What happened is a chain of signed
 * records ({@link dev.sallyport.govern.pilot.Fact}, {@link dev.sallyport.govern.pilot.Entry}, {@link dev.sallyport.govern.pilot.PilotLog});
 * everything else is derived from them and from the time that is handed in ({@link dev.sallyport.govern.pilot.Pilot},
 * {@link dev.sallyport.govern.pilot.Gates}, {@link dev.sallyport.govern.pilot.Criteria}, {@link dev.sallyport.govern.pilot.Versions}).
 *
 * <p>A section named in this package (§ 5.1) is one of the operator's runbook for the pilot, whose terms {@code docs/pilot} repeats.
 */
@NullMarked
package dev.sallyport.govern.pilot;

import org.jspecify.annotations.NullMarked;
