package dev.sallyport.connect.model;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads members out of an upstream's documents; what is missing is empty, what is of another type is refused. */
final class JsonParts {
    /** Names that decide what a client runs: spelled in another case, some languages' readers take them and others do not. */
    private static final Set<String> DECIDING = Set.of(
            "choices",
            "message",
            "delta",
            "tool_calls",
            "function_call",
            "function",
            "custom",
            "name",
            "arguments",
            "input",
            "content",
            "content_block",
            "partial_json",
            "id",
            "type",
            "index",
            "finish_reason",
            "stop_reason");

    private JsonParts() {}

    /** An object of an answer, whose numbers are only looked at. */
    static JsonObject answer(byte[] bytes, JsonLimits limits) {
        try {
            return object(StrictJson.parse(bytes, limits, Numbers.ROUNDED), "it");
        } catch (MalformedJson e) {
            throw ModelRefusal.malformed("it is no strict JSON: "
                    + e.getMessage().substring(0, Math.min(120, e.getMessage().length())));
        }
    }

    static JsonObject object(@Nullable Json value, String what) {
        if (!(value instanceof JsonObject object)) {
            throw ModelRefusal.malformed(what + " is no object");
        }
        for (String name : object.members().keySet()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals(name) && DECIDING.contains(lower)) {
                throw ModelRefusal.malformed(
                        "a member of " + what + " is spelled like one that decides, in another case");
            }
        }
        return object;
    }

    static boolean has(JsonObject object, String name) {
        Json value = object.get(name);
        return value != null && !(value instanceof JsonNull);
    }

    static Optional<JsonObject> optionalObject(JsonObject object, String name) {
        return has(object, name) ? Optional.of(object(object.get(name), "`" + name + "`")) : Optional.empty();
    }

    static List<Json> items(JsonObject object, String name) {
        if (!has(object, name)) {
            return List.of();
        }
        if (object.get(name) instanceof JsonArray array) {
            return array.items();
        }
        throw ModelRefusal.malformed("`" + name + "` is no array");
    }

    static Optional<String> text(JsonObject object, String name) {
        if (!has(object, name)) {
            return Optional.empty();
        }
        if (object.get(name) instanceof JsonString text) {
            return Optional.of(text.value());
        }
        throw ModelRefusal.malformed("`" + name + "` is no string");
    }

    static Optional<Integer> index(JsonObject object, String name) {
        if (!has(object, name)) {
            return Optional.empty();
        }
        if (object.get(name) instanceof JsonNumber number
                && number.isInteger()
                && number.value() >= 0
                && number.value() < Integer.MAX_VALUE) {
            return Optional.of((int) number.value());
        }
        throw ModelRefusal.malformed("`" + name + "` is no index");
    }

    static byte[] bytes(Json value) {
        return CanonicalForm.of(value, Scheme.RFC8785);
    }

    /** The same object without those members. */
    static JsonObject without(JsonObject object, Set<String> names) {
        JsonObject.Builder builder = JsonObject.builder();
        object.members().forEach((name, value) -> {
            if (!names.contains(name)) {
                builder.put(name, value);
            }
        });
        return builder.build();
    }

    /** The same object with another value for one member. */
    static JsonObject with(JsonObject object, String name, Json value) {
        JsonObject.Builder builder = JsonObject.builder();
        object.members().forEach(builder::put);
        return builder.put(name, value).build();
    }
}
