/**
 * A pilot: real traffic through shields that only advise, until measurement shows that they may block. What happened is a chain of signed
 * records ({@link dev.sallyport.govern.pilot.Fact}, {@link dev.sallyport.govern.pilot.Entry}, {@link dev.sallyport.govern.pilot.PilotLog});
 * everything else is derived from them and from the time that is handed in ({@link dev.sallyport.govern.pilot.Pilot},
 * {@link dev.sallyport.govern.pilot.Gates}, {@link dev.sallyport.govern.pilot.Criteria}, {@link dev.sallyport.govern.pilot.Versions}).
 *
 * <p>The terms and formulas are those of {@code docs/pilot/measured.md}.
 */
@NullMarked
package dev.sallyport.govern.pilot;

import org.jspecify.annotations.NullMarked;
