package dev.sallyport.soc.narrative;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** What came of asking a model: words, or why there are none. */
public sealed interface Answer {
    /** Most bytes of an answer. */
    int MOST_BYTES = 1 << 16;

    /** Words. */
    record Words(String raw) implements Answer {}

    /**
     * None.
     *
     * @param why a stable word: {@code no_answer}, {@code bad_status}, {@code too_large}, {@code malformed}, {@code tool_call},
     *     {@code refused}, {@code unfinished}, {@code empty}, {@code secret}, {@code secret_in_evidence}
     */
    record None(String why) implements Answer {}

    /** Reads a chat completion: one choice, finished, with text and without a call of any tool. */
    static Answer read(byte[] body) {
        if (body.length > MOST_BYTES) {
            return new None("too_large");
        }
        try {
            Json json = StrictJson.parse(
                    body, new JsonLimits(MOST_BYTES, JsonLimits.MAX_DEPTH, MOST_BYTES, MOST_BYTES), Numbers.ROUNDED);
            return json instanceof JsonObject object
                            && object.get("choices") instanceof JsonArray choices
                            && choices.items().size() == 1
                            && choices.items().getFirst() instanceof JsonObject choice
                            && choice.get("message") instanceof JsonObject message
                    ? of(choice, message)
                    : new None("malformed");
        } catch (MalformedJson e) {
            return new None("malformed");
        }
    }

    private static Answer of(JsonObject choice, JsonObject message) {
        if (isThere(message.get("tool_calls")) || isThere(message.get("function_call"))) {
            return new None("tool_call");
        }
        if (isThere(message.get("refusal"))) {
            return new None("refused");
        }
        if (!(choice.get("finish_reason") instanceof JsonString reason
                && reason.value().equals("stop"))) {
            return new None("unfinished");
        }
        return message.get("content") instanceof JsonString text
                        && !text.value().isBlank()
                ? new Words(text.value())
                : new None("empty");
    }

    private static boolean isThere(@Nullable Json value) {
        return value != null
                && !(value instanceof JsonNull)
                && !(value instanceof JsonArray list && list.items().isEmpty());
    }
}
