package dev.sallyport.govern.collector;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the ledger's lines say of orders: derived from them, kept nowhere else. */
public final class Deletions {
    static final String REQUESTED = "deletion.requested";
    static final String DONE = "deletion.done";

    /** Some of a customer's batches went; the others are locked, or could not be reached. */
    static final String PART = "deletion.part";

    private Deletions() {}

    /** Every order, oldest first. An order that comes while one of the same customer is open is that order. */
    public static List<Deletion> of(List<JsonObject> lines) {
        List<Deletion> done = new ArrayList<>();
        Map<String, Deletion> open = new LinkedHashMap<>();
        for (JsonObject line : lines) {
            String customer = text(line.get("customer_sha256"));
            if (REQUESTED.equals(text(line.get("event")))) {
                open.putIfAbsent(customer, new Deletion(customer, number(line.get("at_ms")), OptionalLong.empty(), 0));
            } else if (DONE.equals(text(line.get("event"))) && open.containsKey(customer)) {
                done.add(after(open.remove(customer), line, OptionalLong.of(number(line.get("at_ms")))));
            } else if (PART.equals(text(line.get("event")))) {
                open.computeIfPresent(customer, (c, order) -> after(order, line, OptionalLong.empty()));
            }
        }
        done.addAll(open.values());
        return done;
    }

    private static Deletion after(Deletion order, JsonObject line, OptionalLong doneMillis) {
        return new Deletion(
                order.customer(),
                order.requestedMillis(),
                doneMillis,
                order.destroyed() + number(line.get("destroyed")));
    }

    static String text(@Nullable Json value) {
        return value instanceof JsonString s ? s.value() : "";
    }

    static long number(@Nullable Json value) {
        return value instanceof JsonNumber n ? (long) n.value() : 0;
    }
}
