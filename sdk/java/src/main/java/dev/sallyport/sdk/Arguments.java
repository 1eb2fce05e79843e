package dev.sallyport.sdk;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of Java as JSON: null, booleans, integers to 2^53 - 1, finite floating-point numbers, strings, lists and maps. */
public final class Arguments {
    /** As deep as a document may be. */
    private static final int DEEPEST = 64;

    private Arguments() {}

    /**
     * The object that a map is.
     *
     * @throws IllegalArgumentException for what has no JSON form that every language reads alike: other classes, integers beyond
     *     2^53 - 1, numbers that are not finite, names that are no strings, more than 64 levels. Pass a string instead
     */
    public static JsonObject of(Map<String, ? extends @Nullable Object> arguments) {
        return object(arguments, DEEPEST);
    }

    private static JsonObject object(Map<?, ? extends @Nullable Object> map, int deep) {
        JsonObject.Builder object = JsonObject.builder();
        map.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw new IllegalArgumentException("a member's name must be a string");
            }
            object.put(text, json(value, deep - 1));
        });
        return object.build();
    }

    private static Json json(@Nullable Object value, int deep) {
        if (deep < 0) {
            throw new IllegalArgumentException("arguments have more than " + DEEPEST + " levels");
        }
        return switch (value) {
            case null -> JsonNull.NULL;
            case Json json -> json;
            case Boolean flag -> JsonBoolean.of(flag);
            case Byte number -> JsonNumber.of(number.longValue());
            case Short number -> JsonNumber.of(number.longValue());
            case Integer number -> JsonNumber.of(number.longValue());
            case Long number -> JsonNumber.of(number.longValue());
            case Double number -> JsonNumber.of(number.doubleValue());
            case String text -> new JsonString(text);
            case List<?> list ->
                new JsonArray(list.stream().map(item -> json(item, deep - 1)).toList());
            case Map<?, ?> map -> object(map, deep);
            case Object other ->
                throw new IllegalArgumentException("a " + other.getClass().getSimpleName()
                        + " has no JSON form that every language reads alike: pass a string");
        };
    }
}
