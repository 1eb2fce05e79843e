/** The records of a pilot as a gateway shows them: {@link dev.sallyport.server.pilot.PilotFolder} reads, verifies and writes nothing. */
@NullMarked
package dev.sallyport.server.pilot;

import org.jspecify.annotations.NullMarked;
