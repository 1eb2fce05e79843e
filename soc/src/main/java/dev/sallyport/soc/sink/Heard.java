package dev.sallyport.soc.sink;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import java.util.List;
import java.util.OptionalLong;

/**
 * What came back.
 *
 * @param retryAfterSeconds what Retry-After said, if it was a number
 * @param body what was said, up to the line's limit
 */
public record Heard(int status, OptionalLong retryAfterSeconds, byte[] body) {
    /** Whether the status says that it was taken. */
    public boolean isOk() {
        return status >= 200 && status < 300;
    }

    /** The body, or an empty object if it is no JSON. */
    public Json json() {
        try {
            return StrictJson.parse(body);
        } catch (MalformedJson e) {
            return JsonObject.of();
        }
    }

    /** A member that is a text or an integer, as text; empty if there is none. */
    static String text(Json value, String... path) {
        return switch (at(value, path)) {
            case JsonString string -> string.value();
            case JsonNumber number -> Long.toString((long) number.value());
            case JsonBoolean literal -> Boolean.toString(literal.value());
            default -> "";
        };
    }

    /** A member that is an array; empty if there is none. */
    static List<Json> items(Json value, String... path) {
        return at(value, path) instanceof JsonArray array ? array.items() : List.of();
    }

    private static Json at(Json value, String... path) {
        Json here = value;
        for (String name : path) {
            Json next = here instanceof JsonObject object ? object.get(name) : null;
            if (next == null) {
                return JsonObject.of();
            }
            here = next;
        }
        return here;
    }
}
