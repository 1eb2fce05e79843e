package dev.sallyport.action.json;

import java.util.List;

/**
 * A JSON array.
 *
 * @param items its values in order, copied
 */
public record JsonArray(List<Json> items) implements Json {
    private static final JsonArray EMPTY = new JsonArray(List.of());

    public JsonArray {
        items = List.copyOf(items);
    }

    /** An array of the given values. */
    public static JsonArray of(Json... items) {
        return items.length == 0 ? EMPTY : new JsonArray(List.of(items));
    }
}
