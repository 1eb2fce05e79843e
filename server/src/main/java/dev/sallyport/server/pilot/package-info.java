/**
 * The records of a pilot as a gateway shows and continues them: {@link dev.sallyport.server.pilot.PilotFolder} reads and verifies,
 * {@link dev.sallyport.server.pilot.PilotWish} is what a person wants recorded, {@link dev.sallyport.server.pilot.PilotDifference} what that
 * changes.
 */
@NullMarked
package dev.sallyport.server.pilot;

import org.jspecify.annotations.NullMarked;
