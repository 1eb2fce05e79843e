package dev.sallyport.connect.egress;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.identity.TenantId;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Where refusals are told.
 *
 * @param house the tenant under which strangers are reported
 */
public record Reporting(EventSink events, InstantSource clock, TenantId house) {
    /** Somebody was refused before there was anything to judge. */
    void turnedAway(Optional<TenantId> tenant, String agent, String code) {
        events.emit(new Event(
                EventName.EGRESS_DENIED,
                tenant.orElse(house),
                clock.millis(),
                "",
                Map.of("agent.id", agent, "decision.reason", code, "destination.category", "unread")));
    }
}
