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
                Deletion order = open.remove(customer);
                done.add(new Deletion(
                        customer,
                        order.requestedMillis(),
                        OptionalLong.of(number(line.get("at_ms"))),
                        number(line.get("destroyed"))));
            }
        }
        done.addAll(open.values());
        return done;
    }

    static String text(@Nullable Json value) {
        return value instanceof JsonString s ? s.value() : "";
    }

    static long number(@Nullable Json value) {
        return value instanceof JsonNumber n ? (long) n.value() : 0;
    }
}
