package dev.sallyport.govern.telemetry;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.shield.Ran;

/**
 * That a person says a finding was wrong.
 *
 * @param timeMillis when it was said, milliseconds since the epoch
 * @param tool what was asked for when the shield fired
 * @param session the conversation in which it fired
 * @param ran what the shield had found
 */
public record Flagged(TenantId tenant, long timeMillis, String tool, String session, Ran ran) {}
