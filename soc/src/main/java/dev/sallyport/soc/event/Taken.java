package dev.sallyport.soc.event;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of an event. Not thread-safe. */
final class Taken {
    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    /** Adds a value; an empty one is as good as none. */
    Taken put(String name, String value) {
        if (!value.isEmpty()) {
            fields.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
        return this;
    }

    /** Adds what a receipt's body holds under that member, if it is a text, a number, a truth value or a list of them. */
    Taken put(String name, JsonObject body, String member) {
        return put(name, body.get(member));
    }

    private Taken put(String name, @Nullable Json value) {
        if (value == null) {
            return this;
        }
        switch (value) {
            case JsonString text -> put(name, text.value());
            case JsonNumber number -> put(name, Long.toString((long) number.value()));
            case JsonBoolean truth -> put(name, Boolean.toString(truth.value()));
            case JsonArray list -> list.items().forEach(item -> put(name, item));
            case JsonObject object -> {}
            case JsonNull none -> {}
        }
        return this;
    }

    Map<String, List<String>> fields() {
        return fields;
    }

    /** The text of a member; empty if it is none. */
    static String text(JsonObject body, String member) {
        return body.get(member) instanceof JsonString text ? text.value() : "";
    }
}
