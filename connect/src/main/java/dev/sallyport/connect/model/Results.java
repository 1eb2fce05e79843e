package dev.sallyport.connect.model;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.model.ModelRequest.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what both dialects write as a string or as a list of parts. */
final class Results {
    private Results() {}

    /** A tool's result. */
    static Told.Result read(String call, boolean failed, @Nullable Json content) {
        List<String> texts = new ArrayList<>();
        boolean whole = take(content, texts);
        return new Told.Result(call, failed, texts, whole);
    }

    private static boolean take(@Nullable Json content, List<String> texts) {
        return switch (content) {
            case null -> true;
            case JsonNull nothing -> true;
            case JsonString text -> texts.add(text.value());
            case JsonArray parts -> {
                boolean whole = true;
                for (Json part : parts.items()) {
                    whole &= text(part).map(texts::add).orElse(false);
                }
                yield whole;
            }
            default -> throw ModelRequest.wrong("a tool's result is neither a text nor a list of parts");
        };
    }

    /** A part of a user's message. */
    static Told said(Json part) {
        return text(part)
                .<Told>map(Told.Words::new)
                .orElseGet(() -> new Told.Unseen(
                        part instanceof JsonObject object && object.get("type") instanceof JsonString type
                                ? type.value()
                                : "part"));
    }

    private static Optional<String> text(Json part) {
        boolean isText = part instanceof JsonObject object
                && object.get("type") instanceof JsonString type
                && type.value().equals("text");
        return isText && ((JsonObject) part).get("text") instanceof JsonString words
                ? Optional.of(words.value())
                : Optional.empty();
    }
}
