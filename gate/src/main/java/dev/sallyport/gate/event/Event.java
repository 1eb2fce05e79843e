package dev.sallyport.gate.event;

import dev.sallyport.gate.identity.TenantId;
import java.util.Map;

/**
 * Something other planes may want to know: flat, dotted names, commitments and categories, never contents.
 *
 * @param name one of {@link EventName}
 * @param timeMillis milliseconds since the epoch
 * @param receiptId the receipt that attests it; empty text if none does
 */
public record Event(EventName name, TenantId tenant, long timeMillis, String receiptId, Map<String, String> fields) {
    public Event {
        fields = Map.copyOf(fields);
    }
}
