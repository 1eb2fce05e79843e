package dev.sallyport.connect.mcp.secret;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.broker.SecretTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * References to secrets in a tool's arguments: strings that are one and nothing else. A reference inside a longer text is text, and so is one
 * that is a member's name.
 */
public final class References {
    /** Most references of one call. */
    static final int MOST = 16;

    /**
     * One reference.
     *
     * @param pointer where it stands (RFC 6901)
     * @param secret the name it refers to
     */
    record Found(String pointer, String secret) {}

    private References() {}

    /** Whether there are any. */
    public static boolean isIn(JsonObject arguments) {
        return !in(arguments).isEmpty();
    }

    /** All of them, in their order. */
    static List<Found> in(JsonObject arguments) {
        List<Found> found = new ArrayList<>();
        look(arguments, "", found);
        return found;
    }

    private static void look(Json value, String pointer, List<Found> found) {
        switch (value) {
            case JsonObject object ->
                object.members().forEach((name, inner) -> look(inner, pointer + "/" + escaped(name), found));
            case JsonArray array -> {
                for (int i = 0; i < array.items().size(); i++) {
                    look(array.items().get(i), pointer + "/" + i, found);
                }
            }
            case JsonString text ->
                SecretTemplate.reference(text.value()).ifPresent(name -> found.add(new Found(pointer, name)));
            case JsonNumber number -> {}
            case JsonBoolean flag -> {}
            case JsonNull nothing -> {}
        }
    }

    /** The same value with other strings at those pointers. */
    static Json filled(Json value, String pointer, Map<String, String> texts) {
        return switch (value) {
            case JsonObject object -> {
                JsonObject.Builder out = JsonObject.builder();
                object.members()
                        .forEach((name, inner) -> out.put(name, filled(inner, pointer + "/" + escaped(name), texts)));
                yield out.build();
            }
            case JsonArray array -> {
                List<Json> items = new ArrayList<>();
                for (int i = 0; i < array.items().size(); i++) {
                    items.add(filled(array.items().get(i), pointer + "/" + i, texts));
                }
                yield new JsonArray(items);
            }
            case JsonString text ->
                texts.containsKey(pointer) ? new JsonString(String.valueOf(texts.get(pointer))) : text;
            case JsonNumber number -> number;
            case JsonBoolean flag -> flag;
            case JsonNull nothing -> nothing;
        };
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
