package dev.sallyport.shield;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.ArrayList;
import java.util.List;

/**
 * One text in a subject: a string, at any depth, or a member's name.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); the object's, for a member's name
 * @param text the characters
 * @param isName whether it is a member's name
 */
public record Leaf(String pointer, String text, boolean isName) {

    /** Every text in a value, in its order. */
    static List<Leaf> of(Json value) {
        List<Leaf> leaves = new ArrayList<>();
        collect("", value, leaves);
        return List.copyOf(leaves);
    }

    private static void collect(String pointer, Json value, List<Leaf> into) {
        switch (value) {
            case JsonString text -> into.add(new Leaf(pointer, text.value(), false));
            case JsonArray array -> {
                for (int i = 0; i < array.items().size(); i++) {
                    collect(pointer + "/" + i, array.items().get(i), into);
                }
            }
            case JsonObject object ->
                object.members().forEach((name, inner) -> {
                    into.add(new Leaf(pointer, name, true));
                    collect(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), inner, into);
                });
            default -> {}
        }
    }

    /** The last part of the pointer, unescaped: the name of the argument it stands in. */
    public String member() {
        String last = pointer.substring(pointer.lastIndexOf('/') + 1);
        return last.indexOf('~') < 0 ? last : last.replace("~1", "/").replace("~0", "~");
    }
}
