package dev.sallyport.ledger.encoding;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import java.util.List;

/** An object of which is known that it has exactly the members its format names. */
public final class Members {
    private final JsonObject object;

    private Members(JsonObject object) {
        this.object = object;
    }

    /**
     * The object as its format has it.
     *
     * @throws Malformed {@code unknown_member} or {@code missing_member}
     */
    public static Members exactly(List<String> names, JsonObject object) {
        for (String name : object.members().keySet()) {
            if (!names.contains(name)) {
                throw new Malformed("unknown_member", "unknown member " + MalformedJson.quoted(name));
            }
        }
        for (String name : names) {
            if (object.get(name) == null) {
                throw new Malformed("missing_member", "member `" + name + "` is missing");
            }
        }
        return new Members(object);
    }

    /** The string of that name; throws {@link Malformed} {@code wrong_member} when it is something else. */
    public String string(String name) {
        if (object.get(name) instanceof JsonString string) {
            return string.value();
        }
        throw wrong(name, "must be a string");
    }

    /** The object of that name; throws {@link Malformed} {@code wrong_member} when it is something else. */
    public JsonObject object(String name) {
        if (object.get(name) instanceof JsonObject inner) {
            return inner;
        }
        throw wrong(name, "must be an object");
    }

    /** The integer from 0 to 2^53 - 1 of that name; throws {@link Malformed} {@code wrong_member} otherwise. */
    public long natural(String name) {
        if (object.get(name) instanceof JsonNumber number && number.isInteger() && number.value() >= 0) {
            return (long) number.value();
        }
        throw wrong(name, "must be an integer from 0 to 2^53 - 1");
    }

    private static Malformed wrong(String name, String rule) {
        return new Malformed("wrong_member", "member `" + name + "` " + rule);
    }
}
