/**
 * The gateway's end of telemetry: takes reports without making anybody wait, keeps the open window over a stop, writes each batch into the audit
 * trail and then ships it to the pinned collector. Reading order: {@link dev.sallyport.server.telemetry.Telemetry},
 * {@link dev.sallyport.server.telemetry.Wire}.
 */
@NullMarked
package dev.sallyport.server.telemetry;

import org.jspecify.annotations.NullMarked;
