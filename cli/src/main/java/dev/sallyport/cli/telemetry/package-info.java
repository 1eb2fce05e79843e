/** Telemetry of the own gateway: on or off, what would leave, and the deletion of what left. */
@NullMarked
package dev.sallyport.cli.telemetry;

import org.jspecify.annotations.NullMarked;
