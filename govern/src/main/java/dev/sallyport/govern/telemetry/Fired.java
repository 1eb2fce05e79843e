package dev.sallyport.govern.telemetry;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.shield.Ran;
import java.util.List;

/**
 * That shields ran over one action, as a door reports it. Holds names that never leave (tool, session) and is reduced to words before it is
 * kept.
 *
 * @param timeMillis when, milliseconds since the epoch
 * @param tool as the agent's host calls it
 * @param session the conversation, by whatever key the gateway has for it
 * @param ran what each shield found and how long it took
 */
public record Fired(TenantId tenant, long timeMillis, String tool, String session, List<Ran> ran) {
    public Fired {
        ran = List.copyOf(ran);
    }
}
