package dev.sallyport.soc.event;

import dev.sallyport.gate.identity.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One event as detection sees it: names, categories and commitments, never content. Immutable.
 *
 * @param sequence the receipt it stands for, or for an event without one the receipt before it; -1 before the first
 * @param part 0 for the receipt's own event; further events between two receipts count from 1
 * @param timeMillis when it happened, milliseconds since the epoch
 * @param name one of {@link dev.sallyport.gate.event.EventName}'s words, or one of this plane's own
 * @param receiptId the receipt that attests it; empty text if none does
 * @param fields by dotted name, as the taxonomy spells them; a field with several values is a list
 */
public record Seen(
        TenantId tenant,
        long sequence,
        int part,
        long timeMillis,
        Category category,
        String name,
        String receiptId,
        Map<String, List<String>> fields) {
    /** How many bits of a place tell the part. */
    public static final int PART_BITS = 20;

    /** How many events may stand between two receipts; further ones share the last place. */
    public static final int MOST_PARTS = (1 << PART_BITS) - 1;

    public Seen {
        if (sequence < -1 || part < 0 || part > MOST_PARTS) {
            throw new IllegalArgumentException("no place in a record: " + sequence + "/" + part);
        }
        fields = Map.copyOf(fields);
    }

    /** Its place in the one order of the tenant's events. */
    public long place() {
        return ((sequence + 1) << PART_BITS) | part;
    }

    /** The first value of a field. */
    public Optional<String> first(String field) {
        List<String> values = fields.getOrDefault(field, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** The receipt, if one attests it. */
    public Optional<String> receipt() {
        return receiptId.isEmpty() ? Optional.empty() : Optional.of(receiptId);
    }
}
