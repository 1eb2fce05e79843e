package dev.sallyport.gate.form;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of one record being read: each is asked for by name and type, and {@link #end} refuses leftovers. */
public final class Fields {
    /** Our own records: large enough for a policy bundle or the pins of a big server. */
    private static final JsonLimits OWN_LIMITS = new JsonLimits(1 << 26, JsonLimits.MAX_DEPTH, 1 << 22, 1 << 26);

    private final String what;
    private final JsonObject object;
    private final Set<String> asked = new HashSet<>();

    private Fields(String what, JsonObject object) {
        this.what = what;
        this.object = object;
    }

    /** Reads a record from its bytes. */
    public static Fields parse(String what, byte[] bytes) {
        return of(what, StrictJson.parse(bytes, OWN_LIMITS));
    }

    /** Reads a record from a value that must be an object. */
    public static Fields of(String what, Json value) {
        if (value instanceof JsonObject object) {
            return new Fields(what, object);
        }
        throw new FormBroken(what + " is not an object");
    }

    /** A string. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    /** A string that may be absent or null. */
    public Optional<String> optionalText(String name) {
        return switch (get(name)) {
            case null -> Optional.empty();
            case JsonNull n -> Optional.empty();
            case JsonString s -> Optional.of(s.value());
            default -> throw wrong(name, "a string");
        };
    }

    /** A string that names one of a closed set. */
    public <T> T word(String name, Function<String, Optional<T>> lookup) {
        String text = text(name);
        return lookup.apply(text).orElseThrow(() -> wrong(name, "a known word"));
    }

    /** An integer within 2^53. */
    public long integer(String name) {
        if (get(name) instanceof JsonNumber number && number.value() == Math.rint(number.value())) {
            return (long) number.value();
        }
        throw wrong(name, "an integer");
    }

    /** A boolean. */
    public boolean flag(String name) {
        if (get(name) instanceof JsonBoolean bool) {
            return bool.value();
        }
        throw wrong(name, "true or false");
    }

    /** An array of strings. */
    public List<String> texts(String name) {
        List<String> out = new ArrayList<>();
        for (Json item : items(name)) {
            if (!(item instanceof JsonString s)) {
                throw wrong(name, "an array of strings");
            }
            out.add(s.value());
        }
        return out;
    }

    /** An array of anything. */
    public List<Json> items(String name) {
        if (get(name) instanceof JsonArray array) {
            return array.items();
        }
        throw wrong(name, "an array");
    }

    /** An object. */
    public Fields object(String name) {
        return optionalObject(name).orElseThrow(() -> missing(name));
    }

    /** An object that may be absent or null. */
    public Optional<Fields> optionalObject(String name) {
        return switch (get(name)) {
            case null -> Optional.empty();
            case JsonNull n -> Optional.empty();
            case JsonObject o -> Optional.of(new Fields(what + "." + name, o));
            default -> throw wrong(name, "an object");
        };
    }

    /** The object's members by name, for maps with free keys. */
    public JsonObject whole() {
        asked.addAll(object.members().keySet());
        return object;
    }

    /** Refuses members nobody asked for. */
    public void end() {
        for (String name : object.members().keySet()) {
            if (!asked.contains(name)) {
                throw new FormBroken(what + " has an unknown member `" + name + "`");
            }
        }
    }

    private @Nullable Json get(String name) {
        asked.add(name);
        return object.get(name);
    }

    private FormBroken missing(String name) {
        return new FormBroken(what + " lacks `" + name + "`");
    }

    private FormBroken wrong(String name, String type) {
        return object.get(name) == null ? missing(name) : new FormBroken(what + "." + name + " is not " + type);
    }
}
