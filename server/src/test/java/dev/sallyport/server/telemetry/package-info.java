/** Tests of {@link dev.sallyport.server.telemetry}, over the wire to a real collector. */
@NullMarked
package dev.sallyport.server.telemetry;

import org.jspecify.annotations.NullMarked;
