package dev.sallyport.sdk;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.List;
import java.util.Optional;

/**
 * An object the gateway sent, read by type. A missing or differently typed member is a failure and never a default; the
 * gateway has spoken, so such a failure opens nothing.
 *
 * @param json as it was sent
 */
record Answer(JsonObject json) {
    String text(String name) {
        return optionalText(name).orElseThrow(() -> malformed("`" + name + "` is no text"));
    }

    Optional<String> optionalText(String name) {
        return json.get(name) instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    boolean flag(String name) {
        if (json.get(name) instanceof JsonBoolean flag) {
            return flag.value();
        }
        throw malformed("`" + name + "` is neither true nor false");
    }

    int integer(String name) {
        if (json.get(name) instanceof JsonNumber number && number.isInteger()) {
            return (int) number.value();
        }
        throw malformed("`" + name + "` is no integer");
    }

    Optional<Answer> optional(String name) {
        return switch (json.get(name)) {
            case null -> Optional.empty();
            case JsonObject object -> Optional.of(new Answer(object));
            case Json other -> throw malformed("`" + name + "` is no object");
        };
    }

    List<Answer> objects(String name) {
        if (!(json.get(name) instanceof JsonArray array)) {
            throw malformed("`" + name + "` is no list");
        }
        return array.items().stream().map(Answer::object).toList();
    }

    List<String> texts(String name) {
        if (!(json.get(name) instanceof JsonArray array)) {
            throw malformed("`" + name + "` is no list");
        }
        return array.items().stream().map(Answer::string).toList();
    }

    private static Answer object(Json item) {
        if (item instanceof JsonObject object) {
            return new Answer(object);
        }
        throw malformed("a list holds something else than objects");
    }

    private static String string(Json item) {
        if (item instanceof JsonString text) {
            return text.value();
        }
        throw malformed("a list holds something else than text");
    }

    static Unavailable malformed(String what) {
        return Unavailable.spoken("malformed_answer", "the gateway's answer cannot be used: " + what, Place.NONE);
    }
}
